//! The fields of a review, a section and an author, in one table for each.
//!
//! Synonyms, schemas, the rules about unknown fields, new files and JSON all use these tables.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::near::is_slip_of_name;
use crate::text::words::word_list;

mod value;

pub use value::FieldValue;

/// The type of a field's value in our own format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A string.
    Text,
    /// A string that is not empty, in a required field.
    Title,
    /// A kind of work, or a word of the author's own.
    Kind,
    /// A year.
    Year,
    /// A list of strings.
    Texts,
    /// A list of names, or of tables with a `name`.
    People,
    /// Like [`People`](Self::People), with a role for each person.
    Cast,
    /// A rating in any notation.
    Rating,
    /// A table of ratings.
    Ratings,
    /// A day, as a date or as a string.
    Date,
    /// True or false.
    Truth,
    /// True, or the names of sections.
    Spoilers,
    /// The path or the address of a picture.
    Picture,
    /// The table of sections, or a list of them.
    Sections,
    /// The table of the author.
    Author,
    /// A table of handles by service.
    Handles,
    /// A table of identifiers by database.
    Ids,
    /// A number above zero.
    Positive,
}

impl FieldType {
    /// The type in words, as findings say it.
    #[must_use]
    pub(crate) const fn expected(self) -> &'static str {
        match self {
            Self::Text | Self::Title | Self::Kind | Self::Picture => "a string",
            Self::Year => "a number",
            Self::Texts | Self::People | Self::Cast => "a list of strings",
            Self::Rating => "a rating",
            Self::Ratings => "a table of ratings",
            Self::Date => "a date",
            Self::Truth => "true or false",
            Self::Spoilers => "true or a list of names",
            Self::Sections => "a table of sections",
            Self::Author => "a table",
            Self::Handles | Self::Ids => "a table of strings",
            Self::Positive => "a number above zero",
        }
    }

    /// Whether the value may be a table.
    #[must_use]
    pub(crate) const fn takes_table(self) -> bool {
        matches!(
            self,
            Self::Rating
                | Self::Ratings
                | Self::Picture
                | Self::Sections
                | Self::Author
                | Self::Handles
                | Self::Ids
        )
    }
}

/// A field of our own format, as schemas describe it.
#[derive(Clone, Copy, Debug)]
pub struct OwnField {
    /// The name in files.
    pub name: &'static str,
    /// The type of its value.
    pub field_type: FieldType,
    /// A description for people.
    pub(crate) words: &'static str,
}

/// One row of a table of fields.
struct Definition {
    /// Names in the form of [`normal`], separated by spaces. The first is our own name for the field.
    /// If a file uses several, the one that is earlier here wins.
    names: &'static str,
    /// `None` if our own format does not have the field.
    field_type: Option<FieldType>,
    /// A description for people.
    words: &'static str,
}

/// The optional type in a row.
macro_rules! field_type {
    () => {
        None
    };
    ($of:ident) => {
        Some(FieldType::$of)
    };
}

/// Defines an enum of fields and its table. A row consists of the variant, the type if our own format
/// has the field, the names, and the description.
macro_rules! fields {
    ($(#[$meta:meta])* $table:ident {
        $($field:ident $(: $of:ident)?, $names:literal, $words:literal;)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $table { $(#[doc = $words] $field,)+ }

        impl $table {
            /// Every field, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$field,)+];

            const fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$field => &Definition {
                        names: $names,
                        field_type: field_type!($($of)?),
                        words: $words,
                    },)+
                }
            }

            /// The fields of our own format.
            pub fn own() -> impl Iterator<Item = OwnField> + Clone {
                Self::ALL.iter().filter_map(|field| {
                    let (name, words) = (field.name(), field.words());
                    Some(OwnField { name, field_type: field.field_type()?, words })
                })
            }

            /// The name in our own format, or else the most usual one.
            #[must_use]
            pub(crate) fn name(self) -> &'static str {
                self.names().next().unwrap_or_default()
            }

            /// All names, the preferred one first.
            pub fn names(self) -> impl Iterator<Item = &'static str> {
                self.definition().names.split(' ')
            }

            /// The type in our own format; `None` if that does not have the field.
            #[must_use]
            pub const fn field_type(self) -> Option<FieldType> {
                self.definition().field_type
            }

            /// A description for people.
            #[must_use]
            pub(crate) const fn words(self) -> &'static str {
                self.definition().words
            }

            /// The field that has `key` as one of its names.
            #[must_use]
            pub(crate) fn named(key: &str) -> Option<Self> {
                Self::find(key).map(|(field, _)| field)
            }

            /// The same with the rank of that name, where 0 is preferred.
            #[must_use]
            pub(crate) fn find(key: &str) -> Option<(Self, usize)> {
                static INDEX: LazyLock<HashMap<&str, ($table, usize)>> =
                    LazyLock::new(|| {
                        let names = |field: $table| field.names().enumerate();
                        let rows = $table::ALL.iter().flat_map(|&field| {
                            names(field).map(move |(rank, name)| (name, (field, rank)))
                        });
                        rows.collect()
                    });
                INDEX.get(&*normal(key)).copied()
            }
        }
    };
}

fields! {
    /// The fields of a review, in the order in which they are evaluated: the kind decides whether an
    /// author is that of the work or of the review, and a title may contain what the fields before
    /// it leave open.
    Field {
        Kind: Kind,
            "kind mediatype mediakind",
            "The kind of work; a film where nothing says otherwise.";
        Type,
            "type subtype reviewtype format media medium",
            "A kind where its word is known, else something of the blog's own.";
        Isbn,
            "isbn isbn13 isbn10 pagecount numpages numberofpages narrator narratedby translator \
             translatedby goodreads goodreadsurl audible audibleurl storygraph openlibrary bookid",
            "What only a book has, such as its number.";
        Artist, "artist artists band исполнитель", "Who made an album.";
        Episode, "season episode seasons episodes", "Which part of a series it is.";
        Year: Year,
            "year filmyear movieyear releaseyear yearreleased erscheinungsjahr annéedesortie añodeestreno annodiuscita pubyear publicationyear \
             yearpublished originalpublicationyear año ano anno jahr année annee год релиз 年份 \
             年 released releasedate datereleased premiere 출판년도 연도",
            "The year of the work.";
        Rating: Rating,
            "rating myrating yourrating personalrating userrating memberrating reviewrating \
             filmrating movierating bookrating starrating overallrating grade score myscore \
             stars star оценка мояоценка puntuación puntuacion valoración valoracion calificación calificacion nota \
             bewertung wertung voto avaliação ocena hodnocení arvosana puan betyg cijfer karakter \
             értékelés 评分 評価 평점 별점 ratingemoji rate",
            "A number out of five, or out of the scale in author.toml; or \"7/10\", \"87%\", \
             \"B+\", \"★★★½\". Without it the work is unrated, which is not zero.";
        Ratings: Ratings,
            "ratings scores aspects",
            "Ratings of single aspects. One named like a section is shown beside its heading.";
        Scale,
            "maxrating ratingmax bestrating maxscore scoremax ratingscale scale outof ratingoutof",
            "The best rating that could have been given.";
        Spoilers: Spoilers,
            "spoilers spoiler containsspoilers containsspoiler hasspoilers спойлеры",
            "The sections to cover, by key or heading; true covers everything but the verdict.";
        Headline: Text, "headline", "The post's own heading, where it differs from the title.";
        WorkTitle,
            "filmtitle movietitle booktitle worktitle gametitle albumtitle showtitle \
             seriestitle film movie book album game filmname moviename bookname название",
            "The title of the work, where `title` is that of the post.";
        Title: Title,
            "title titel titre título titulo titolo tittel tytuł název nimi otsikko cím başlık 제목 标题 タイトル 片名 书名 書名 name",
            "The title of the work.";
        Slug, "slug", "The name of the post in its address.";
        Directors: People,
            "directors director directedby режиссер режиссёр режисер réalisépar réaliséepar regie regisseur regista \
             réalisateur realisateur réalisatrice réalisation dirección directora dirigidapor diretor \
             diretora regia regisseurin regi regissör instruktør reżyseria reżyser režie ohjaaja \
             yönetmen 导演 導演 監督 감독",
            "Who directed it.";
        Creators: People,
            "creators creator developers developer contributors bookauthor bookauthors",
            "Authors, artists or developers of other works than films.";
        Author: Author,
            "author authors reviewer reviewedby critic critics byline автор autor auteur autore autora \
             作者 著者 작가 저자",
            "Who wrote the review; wins over author.toml field by field.";
        Cast: Cast,
            "cast actors starring actor актеры актёры вролях reparto elenco besetzung \
             darsteller schauspieler distribution acteurs actores atores intérpretes attori avec with interpreti obsada oyuncular 主演 演员 キャスト 出演 출연",
            "Each \"NAME\" or \"NAME as ROLE\".";
        Genres: Texts,
            "genres genre жанр жанры género géneros generos gênero gêneros genere 类型 ジャンル 장르",
            "Genres, as you like.";
        Tags: Texts, "tags tag keywords теги etiquetas 标签", "Tags, as you like.";
        Date: Date,
            "date pubdate publishdate pubdatetime publisheddate datepublished publishedat \
             publishedon published posted dateposted created createdat fecha datum дата 日期 日付",
            "The day on which the review was published.";
        Watched: Date,
            "watched watcheddate datewatched watchdate watchedon lastwatched viewed dateviewed \
             seen dateseen dateread readdate readat lastread finished datefinished finishedon \
             finishedat finisheddate completeddate datecompleted completedon watchedat \
             просмотрено visto gesehen geschaut 观看日期 읽은날짜 관람일 watchedyear watchyear",
            "The day on which the work was seen, read or heard.";
        Ids: Ids, "ids", "What databases call the work: { imdb = \"tt0048473\", tmdb = \"18148\" }.";
        Url: Text,
            "url link permalink canonical canonicalurl reviewurl originalurl",
            "Where the review is published.";
        Poster: Picture,
            "poster posterurl posterimage cover coverimage coverurl image thumbnail \
             featuredimage featureimage heroimage bookcover bookimage bookimageurl coverphoto img \
             images постер",
            "A picture, relative to the file.";
        Draft: Truth, "draft isdraft", "Not finished yet.";
        Publish, "publish", "Whether the post is finished.";
        Status,
            "status state shelf exclusiveshelf readingstatus watchstatus",
            "A word for whether the post is finished, or the work was seen.";
        OfWork,
            "imdb imdbid imdburl imdblink imdbrating tmdb tmdbid tmdburl letterboxd \
             letterboxdurl letterboxduri letterboxdguid screenplay cinematography \
             cinematographer boxoffice onlinerating оценкаimdb",
            "Something else that only a work has.";
        Prose,
            "thoughts mythoughts review synopsis plot storyline description excerpt summary blurb \
             opinion comment comments notes verdict finalthoughts conclusion pros cons thegood \
             thebad intro text body отзыв описание мнение сюжет reseña sinopsis 简介 短评 评论 感想",
            "Text that is shown as a section under the name of its field.";
        Sections: Sections, "sections", "The text, in the order in which it is shown.";
    }
}

fields! {
    /// The fields of a section that is a table.
    SectionField {
        Heading: Text, "heading title name", "The heading, in place of the usual one.";
        Text: Text, "text body content", "The text, in Markdown.";
        Spoiler: Truth, "spoiler spoilers", "Whether the section is covered.";
        Rating: Rating, "rating", "A rating of this aspect alone.";
    }
}

fields! {
    /// The fields of an author.
    AuthorField {
        Name: Text, "name", "Who wrote the review.";
        Email: Text, "email mail", "An e-mail address.";
        Website: Text, "website url site homepage web link", "An address on the web.";
        Signoff: Text, "signoff motto tagline", "A last line: a motto, a greeting.";
        Handles: Handles,
            "handles social socials sameas",
            "Handles by service, in the order in which they are shown.";
    }
}

fields! {
    /// What `author.toml` says besides the fields of an author.
    AuthorFileField {
        Scale: Positive,
            "scale",
            "The best rating that this author gives, for every rating that names no scale.";
        Words: Positive, "words", "How many words this author wants a review to have.";
    }
}

/// A key in the form of the tables: in lower case, without white space, `_`, `-`, apostrophes and
/// colons, which are left over from templates.
#[must_use]
pub(crate) fn normal(key: &str) -> Cow<'_, str> {
    if key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(key);
    }
    let kept = key.chars().filter(|c| !c.is_whitespace() && !"_-'’:".contains(*c));
    kept.flat_map(char::to_lowercase).collect()
}

/// The names in whose place a slip is looked for.
const NAMES_OFTEN_MISSPELT: &[&str] = word_list!(
    "title|headline|year|director|directors|cast|genres|rating|date|watched|tags|poster|spoilers|\
     author|verdict|summary|synopsis|release_year|acteurs|bewertung|wertung|regisseur|darsteller|\
     besetzung|interpreti|réalisateur|réalisatrice|puntuación|calificación|avaliação|regie|regia|\
     regista|reparto|elenco|título"
);

/// Keys that are similar to one of those and mean something else.
const NOT_MISSPELT: [&str; 8] =
    ["posted", "posters", "titles", "authored", "raging", "watches", "updated", "casts"];

impl Field {
    /// The name that a key which is none of ours is, but for a slip.
    #[must_use]
    pub(crate) fn misspelt(key: &str) -> Option<&'static str> {
        let is_other = Self::named(key).is_some() || NOT_MISSPELT.contains(&&*normal(key));
        let mut names = NAMES_OFTEN_MISSPELT.iter().copied().filter(|_| !is_other);
        names.find(|name| is_slip_of_name(key, name))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_name_leads_to_one_field() {
        let mut seen = HashSet::new();
        for &field in Field::ALL {
            for (rank, name) in field.names().enumerate() {
                assert_eq!(normal(name), name);
                assert!(seen.insert(name), "{name}");
                assert_eq!(Field::find(name), Some((field, rank)));
            }
        }
        assert_eq!(Field::find("Release Year"), Some((Field::Year, 3)));
        assert_eq!(Field::find("nothing"), None);
    }
}
