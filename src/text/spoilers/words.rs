//! What warnings of spoilers are made of, in the languages that we know.

use crate::text::words::word_list;

/// The word in the languages that we know, and its usual misspellings, in lower case.
pub(super) const WORDS: &[&str] = word_list!(
    "spoiler|spolier|spojler|spóiler|spòiler|divulgâch|divulgach|destripe|juonipaljast|\
     zbozan|σπόιλερ|σποϊλερ|σποιλερ|спойлер|ネタバレ|ネタばれ|ねたばれ|剧透|劇透|爆雷|有雷|微雷|스포일러|스포주의|스포있음|스포 있음|스포 주의|\
     ספוילר|ספויילר|اسپویل|سبويلر|حرق أحداث|สปอยล์|स्पॉइलर"
);

/// The verb with its forms. In prose it has other meanings, so it counts in names of fields, and where
/// nothing else is said.
pub(super) const VERB: &str = "spoil";

/// Words before it that deny it. In the name of a field they may be joined to it: `noSpoilers`.
pub(super) const DENIALS_BEFORE: &[&str] = word_list!(
    "no|un|non|not|without|zero|minus|sans|ohne|sin|sem|senza|sense|ei|kein|keine|ningún|ninguna|nessun|nenhum|inget|\
     żadnych|žádné|zonder|geen|utan|\
     uten|uden|ingen|inga|ilman|bez|nema|nincs|fără|fara|χωρίς|tanpa|không|ללא|בלי|بدون|ไม่|ไม่มี|बिना|\
     aucun|nessuno|free of|freeof|free from|libre de|livre de|avoid|avoids|\
     avoiding|minimal|pas de|без|无|無|不|不含|没有|沒有|never|hardly any|hardly a"
);

/// How a verb denies: `does not`, `won't`.
pub(super) const VERBAL_DENIALS: &[&str] = word_list!("n't|n’t");

/// What follows it, or its plural, where it is denied.
pub(super) const DENIALS_AFTER: &[&str] = word_list!(
    "free|less|frei|vrij|fri|safe|mentes|siz|sız|içermez|yok|iton|ton|töntä|なし|無し|無|はなし|は無し|はありません|없"
);

/// The same, where nothing else follows: `Spoilers: none`.
pub(super) const DENIALS_AT_END: &[&str] = word_list!("none|no|false|0|nein|keine|нет");

/// Words that may stand between a denial and the word: `no major spoilers`, `does not contain any
/// spoilers`.
pub(super) const FILLERS: &[&str] = word_list!(
    "a|actual|any|big|contain|contains|containing|de|further|give|has|have|having|huge|include|\
     includes|major|more|of|plot|post|real|story|the"
);

/// Words that say no more beside "spoilers".
pub(super) const WARNING_WORDS: &[&str] = word_list!(
    "a|achtung|ahead|alert|all|and|are|be|begin|begins|below|beware|beyond|big|caution|contain|\
     contains|danger|discussion|end|fair|follow|following|follows|from|full|has|heavy|here|\
     huge|important|in|is|laden|filled|level|major|mild|minor|note|of|on|point|possible|\
     potential|review|section|some|space|start|starts|the|there|this|thoughts|true|version|\
     warning|with|yes|now|ok|okay|alerta|alerte|allerta|atenção|attention|attenzione|avec|con|contient|\
     contiene|cuidado|de|enthält|med|mit|ojo|uwaga|varning|vorsicht|warnung|zone|ja|да|\
     осторожно|внимание"
);

/// Where what is warned of stands, in the words beside "spoilers".
pub(super) const DIRECTIONS: &[&str] = word_list!(
    "ahead|below|follow|from here|from now|from this point|what follows|here on|here be|beyond|\
     past this|after this|start here|begin here|incoming|coming up|to come|inbound|abound|galore|\
     ahoy|voraus|ab hier|ab jetzt|im folgenden|folgen|à suivre|à partir d|ce qui suit|la suite|\
     ci-dessous|a continuación|a partir|de aquí|da qui|daqui|seguono|a seguir|abaixo|hierna|\
     hieronder|vanaf hier|poniżej|od teraz|dalej|nedan|nedenfor|härifrån|ниже|далее|дальше|\
     впереди|отсюда"
);

/// What begins a sentence that warns.
pub(super) const CAUTIONS: &[&str] = word_list!(
    "beware|warning|caution|careful|attention|disclaimer|danger|alert|heads|achtung|vorsicht|\
     warnung|hinweis|gare|alerte|cuidado|ojo|atención|alerta|aviso|atenção|attenzione|allerta|\
     let op|uwaga|varning|advarsel|obs|varoitus|dikkat|pozor|осторожно|внимание|предупреждение|\
     προσοχή"
);

/// What says that a text has them.
pub(super) const CONTAINS: &[&str] = word_list!(
    "contains|contain|full of|filled with|enthält|enthalten|contient|contiene|contém|bevat|\
     zawiera|innehåller|indeholder|inneholder|содержит|there are|there will be|there may be|\
     there might be|es gibt|il y a|hay|há|ci sono"
);

/// What a text calls itself, or a part of it.
pub(super) const OWN_NAMES: &[&str] = word_list!(
    "this|review|post|article|text|essay|entry|piece|section|part|paragraph|discussion|\
     analysis|rest|following|there|it|diese|dieser|dieses|kritik|rezension|beitrag|ce|cet|\
     cette|critique|article|il|esta|este|reseña|crítica|hay|es|esse|resenha|há|questa|questo|\
     recensione|ci|deze|dit|recensie|ta|recenzja|denna|recensionen|эта|этот|рецензия|обзор|\
     отзыв|текст"
);

/// What else may have them.
pub(super) const OTHER_NAMES: &[&str] = word_list!(
    "trailer|trailers|teaser|poster|posters|blurb|synopsis|wiki|wikipedia|imdb|reddit|twitter|\
     internet|comments|forum|friend|friends|people|critics|someone|somebody|everyone|car|cars|\
     wing|plane"
);

/// What tells readers to leave.
pub(super) const FAREWELLS: &[&str] = word_list!(
    "stop reading|stop here|read on|read further|read any further|read past|keep reading|\
     turn back|turn away|look away|click away|leave now|skip this|skip to|skip the|skip ahead|\
     been warned|proceed|come back|weiterlesen"
);

/// What leads over to them.
pub(super) const TRANSITIONS: &[&str] =
    word_list!("now|and now|on to|onto|into|time for|let|entering|jetzt|nun");

/// What "spoiler" makes the name of a place.
pub(super) const PLACES: &[&str] = word_list!(
    "territory|zone|section|space|talk|time|part|discussion|corner|alert|warning|warnung|\
     bereich|teil"
);

/// Who announces to spoil something.
pub(super) const INTENTIONS: &[&str] = word_list!(
    "i will|i'll|i’ll|i'm going to|i’m going to|i am going to|i'm about to|i’m about to|\
     i am about to|i have to|i must|we will|we'll|we’ll|let me|this review will|this will|\
     what follows will|which will"
);

/// Warnings in scripts without spaces: what stands behind the word, and before it.
pub(super) const WIDE_AFTER: &[&str] =
    word_list!("注意|あり|有り|を含|警告|预警|預警|警報|警报|慎入|주의|있음|있습니다|경고");
pub(super) const WIDE_BEFORE: &[&str] = word_list!(
    "以下|以降|ここから|この先|前方|下面|下文|含有|包含|注意|이하|아래|여기부터|여기서부터"
);

/// What says that they are over.
pub(super) const ENDS: &[&str] = word_list!(
    "end|ends|ended|over|done|finished|ende|vorbei|fin|fins|fine|fim|final|finis|terminés|\
     terminado|einde|slut|slutt|koniec|konec|kraj|loppu|loppuvat|vége|bitti|sfârșit|τέλος|кінець|конец|закончились|кончились"
);

/// What says so beside a denial: `no more spoilers`.
pub(super) const RETURNS: &[&str] = word_list!("again|more|back|rest|wieder|mehr|plus|más");

/// Words that may stand beside those.
pub(super) const END_FILLERS: &[&str] = word_list!(
    "ok|okay|now|safe|to|we|re|is|no|non|free|without|for|it|s|der|des|die|los|las|el|la|les|\
     degli|dei|dos|do|van|på|av|af|continue|read|reading|phew|part|talk|territory|frei|keine|\
     plus|mas|больше|от"
);

/// The same in scripts without spaces, right behind the word.
pub(super) const WIDE_ENDS: &[&str] = word_list!("終|おわり|ここまで|结束|結束|完|到此|끝");
