//! The words of ratings, all in lower case.

use crate::text::words::word_list;

/// What precedes a rating on its line.
pub(super) const LABELS: &[&str] = word_list!(
    "rating|my rating|final rating|star rating|stars|score|my score|final score|total score|\
     grade|my grade|final grade|verdict|final verdict|my verdict|rated|note|ma note|note finale|\
     wertung|bewertung|meine wertung|puntuación|calificación|mi nota|nota|nota final|valutazione|\
     voto|avaliação|оценка|моя оценка|评分|我的评分|評分|评级|評価|評点|点数|평점|별점|betyg|karakter|beoordeling|\
     ocena|moja ocena|hodnocení|értékelés|puan|cijfer|arvosana|il mio voto|gesamt|gesamtwertung|\
     fazit|mein fazit|total|note du film|note du livre|note globale|note générale|notre note|\
     endwertung|gesamtnote|valoración|mi valoración|mi puntuación|puntuación final|nota do filme|\
     nota do livro|minha nota|minha avaliação|voto finale|film rating|movie rating|book rating|\
     итоговая оценка|общая оценка|総合評価|推荐指数|综合评分|个人评分"
);

/// The numbers that may be written in words, each at the index that it names.
pub(super) const NUMBERS: [&str; 11] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// What is counted: of five, or of ten where there are more.
pub(super) const STARS: &[&str] = word_list!(
    "star|stars|étoile|étoiles|stern|sterne|sternen|estrella|estrellas|estrela|estrelas|stella|\
     stelle|sterren|звезда|звезды|звёзд|звезд|星|颗星|つ星"
);

/// Units that say nothing of the scale.
pub(super) const POINTS: &[&str] = word_list!(
    "point|points|pts|punkt|punkte|punkten|puntos|punti|pontos|punten|балл|балла|баллов|点|點|分"
);

/// Words between a number and its scale.
pub(super) const OVER: &[&str] =
    &["of", "von", "sur", "de", "di", "su", "sobre", "из", "op", "av", "af", "z", "em", "en"];

/// Words before a number that say how sure it is.
pub(super) const ABOUT: &[&str] =
    &["a", "an", "about", "around", "roughly", "circa", "solid", "strong", "light", "easy"];

/// Ratings in words that stand for no number.
pub(super) const WORDS: &[&str] = word_list!(
    "abandoned|dnf|did not finish|did not finish (dnf)|walked out|gave up|recommended|\
     highly recommended|not recommended|must see|must watch|must read|must-see|must-watch|\
     must-read|skip|skip it|avoid|masterpiece"
);
