//! Words that show whether two names beside each other are an actor and a role.

use crate::text::words::word_list;

/// Words that begin a sentence or a title with a capital letter, and no name of a person.
pub(super) const NO_NAMES: &[&str] = word_list!(
    "A|Also|An|And|As|At|Based|Best|But|By|For|From|He|Her|His|I|If|In|It|My|No|On|Our|Part|She|So|\
     That|The|Their|They|This|We|When|With|\
     Als|Am|Auch|Auf|Bester|Beste|Das|Dem|Den|Der|Des|Die|Doch|Ein|Eine|Er|Es|Für|Ihr|Ihre|Im|Mit|\
     Nach|Sein|Seine|Sie|Und|Von|Wie|Wir|Zu|Al|Anche|Con|Così|Da|Dal|Del|Della|Di|Gli|Il|La|Le|Lo|Ma|\
     Migliore|Nel|Nella|Per|Un|Una|Au|Aux|Avec|Chez|Ce|Cette|Dans|Et|Elle|Les|Mais|Meilleur|\
     Meilleure|Par|Pour|Une|Aquí|Como|El|En|Los|Las|Mejor|Nueva|Nuevo|Para|Pero|Por|Su|Y|Com|\
     Ela|Ele|Em|Melhor|Na|Nova|Novo|O|Os|Um|Uma"
);

/// Words before a place, a title or a prize, and hardly ever before a person.
pub(super) const WORDS_BEFORE_THINGS: &[&str] = word_list!(
    "a|an|at|for|from|in|into|near|on|the|to|via|won|works|am|aus|bei|der|die|das|den|dem|gewann|im|\
     nach|statt|vom|von|zum|zur|al|alla|da|dal|dalla|di|del|della|il|nel|nella|per|au|aux|chez|de|des|\
     du|par|sur|como|desde|el|en|la|los|por|ao|do|em|na|no|pelo|tanto|tan|so|sowohl"
);

/// Words after a role that let a name stand for one: anything else may be a verb, as in `as Maria
/// walks home`.
pub(super) const WORDS_AFTER_ROLE: [&str; 9] =
    ["alongside", "and", "but", "in", "opposite", "who", "whose", "while", "with"];

/// Words of which one stands between an actor and `as`.
pub(super) const WORDS_OF_ACTING: &[&str] = word_list!(
    "appears|brilliant|cast|charms|convinces|delivers|excels|excellent|great|impresses|part|\
     performance|returns|role|shines|stars|superb|terrific|turn|wonderful|\
     begeistert|beeindruckt|besticht|brilliert|glänzt|großartig|spielt|überzeugt|wunderbar|\
     bravissima|bravissimo|brilla|commuove|convince|splendida|splendido|\
     brille|convainc|émeut|excelle|impressionne|magnifique|\
     convence|deslumbra|destaca|emociona|espléndida|espléndido|ótima|ótimo"
);

/// Words in a sentence that lists a cast, of which nobody need be named elsewhere.
pub(super) const WORDS_OF_LISTS: [&str; 5] =
    ["cast", "co-stars", "co-starring", "starring", "supporting"];

/// Words before a noun, of which German writes every one with a capital letter.
pub(super) const WORDS_BEFORE_NOUNS: &[&str] = word_list!(
    "the|this|that|his|her|their|its|der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|\
     kein|keine|keinen|mein|meine|sein|seine|seinen|seiner|ihr|ihre|ihren|ihrer|dieser|diese|dieses|\
     diesem|diesen|jeder|jede|jedes|im|in|am|aus|ins|zum|zur|vom|beim|seit|viel|mehr|guter|gute|gutes|\
     erster|erste|bester|beste|alter|alte|junger|junge"
);

/// German nouns for whom somebody may be, in the place of a name.
pub(super) const NOUNS: &[&str] = word_list!(
    "Arzt|Ärztin|Autor|Autorin|Bruder|Chef|Chefin|Clown|Dieb|Engel|Frau|Freund|Freundin|Gast|Geist|Gott|Held|\
     Heldin|Herr|Junge|Kind|Kommissar|Kommissarin|König|Königin|Lehrer|Lehrerin|Mädchen|Mann|Mörder|\
     Mutter|Oma|Onkel|Opa|Opfer|Paar|Polizist|Polizistin|Priester|Prinz|Prinzessin|Produzent|\
     Produzentin|Regie|Regisseur|Regisseurin|Schauspieler|Schauspielerin|Hauptdarsteller|\
     Hauptdarstellerin|Schwester|Sohn|Star|Tante|Teufel|Tochter|Vater|Witwe|Film|Krimi|Drama|Buch"
);

/// Places, prizes and broadcasters, which stand beside a name or in brackets more often than a role.
pub(super) const THINGS: &[&str] = word_list!(
    "America|Amerika|Argentina|Arte|Award|Bafta|BBC|Berlin|Berlinale|Boston|Brasil|Bretagne|Buch|Bär|\
     Cannes|César|Cesar|Chicago|Deutschland|Disney|Donostia|Emmy|England|Espagne|España|Europa|\
     Europe|Filmpreis|Florence|France|Frankreich|Gesang|Globe|Globo|Goya|Gramado|Hamburg|Hollywood|\
     Italia|Italie|Italien|Italy|Kamera|Köln|Lisboa|London|Londres|Lyon|Löwe|Madrid|Mexico|México|\
     Milano|Musik|Málaga|München|Münster|Napoli|Netflix|Oscar|Palme|Paris|Portugal|Preis|Premio|Prix|\
     Prize|Queens|Regie|Rio|Roma|Rome|Saint|San|Santa|Schweiz|Sevilla|Spain|Spanien|São|Tatort|Texas|\
     Torino|Toscana|Toronto|Venecia|Venezia|Veneza|Venice|Wien|York|Zürich|Vague|Aires|Cast|Voice|Editora|Editorial|Einaudi|Gallimard|Suhrkamp|Verlag|Edizioni|Éditions|Books|\
     Press|Films|Pictures|Studios|Vivendi|Plus|Productions|Drehbuch"
);

/// Words before the name of a place or a prize, and hardly ever before that of a role.
pub(super) const WORDS_BEFORE_PLACES: &[&str] =
    word_list!("at|near|in|im|aus|nach|à|au|chez|el|en|il|nel|em|no|o");

/// Words after a subject without a verb: two things are joined, or likened.
pub(super) const WORDS_OF_JOINING: &[&str] = word_list!(
    "und|oder|als|wie|der|des|von|an|aus|e|ed|o|come|di|del|et|ou|comme|de|du|y|u|como|or|and|as|of"
);

/// The ends of other such nouns.
pub(super) const ENDS_OF_NOUNS: [&str; 13] = [
    "ung", "heit", "keit", "schaft", "film", "drama", "krimi", "eur", "ödie", "tion", "figur",
    "rolle", "erin",
];
