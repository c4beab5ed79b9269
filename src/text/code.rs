//! The kinds of findings and how much each matters, in one table.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something was guessed that the author may want to know.
    Note,
    /// The review reads, but probably not as its author meant.
    Warning,
    /// Part of the file could not be understood.
    Error,
}

impl Severity {
    /// The name in JSON and in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident;)+) => {
        /// The kinds of findings. Each has a code that scripts may rely on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name in output and in `check.allow`, which must never change.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The usual severity of such a finding.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// The file could not be opened or read.
    Unreadable = "unreadable", Error;
    /// The file is larger than the limit and was not read.
    TooLarge = "too-large", Error;
    /// The file is not valid UTF-8.
    Encoding = "encoding", Error;
    /// The TOML or YAML of the file is broken; the rest is shown as it is.
    Syntax = "syntax", Error;
    /// There is nothing in the file.
    Empty = "empty", Error;
    /// A field has a value of another type than is expected.
    WrongType = "wrong-type", Error;
    /// A field of front matter comes twice; the first counts. In TOML that is broken syntax.
    RepeatedField = "repeated-field", Warning;
    /// A field stands in a table that does not have it.
    MisplacedField = "misplaced-field", Warning;
    /// The lines around the fields are those of another language.
    WrongFence = "wrong-fence", Warning;
    /// A text in front matter lacks the quotes without which it means something else.
    UnquotedText = "unquoted-text", Warning;
    /// A rating is larger than its scale, or below zero.
    RatingOutOfRange = "rating-out-of-range", Error;
    /// A rating is written in an unknown notation.
    RatingUnclear = "rating-unclear", Warning;
    /// More than two lines could be the rating.
    SeveralRatings = "several-ratings", Warning;
    /// The scale of a bare number was taken from its neighbours.
    ScaleGuessed = "scale-guessed", Note;
    /// There is no title, so the name of the file is used.
    NoTitle = "no-title", Warning;
    /// A date is written in an unknown notation.
    DateUnclear = "date-unclear", Warning;
    /// A covered passage is opened and never closed.
    UnclosedSpoiler = "unclosed-spoiler", Warning;
    /// A tag or a field with another purpose warns of spoilers, so all but the verdict is covered.
    SpoilersAssumed = "spoilers-assumed", Warning;

    // The codes from here on are reported by `rushes check` and not while reading.

    /// A field is not known, and may be a known one misspelt.
    UnknownField = "unknown-field", Warning;
    /// `spoilers` names a section that the review does not have.
    UnknownSection = "unknown-section", Warning;
    /// There is no rating.
    NoRating = "no-rating", Warning;
    /// A section is missing that every review is expected to have.
    MissingSection = "missing-section", Warning;
    /// A section has a heading and no text.
    EmptySection = "empty-section", Warning;
    /// A heading looks like a misspelling of a usual one.
    HeadingTypo = "heading-typo", Warning;
    /// A line was meant as a heading and is none, or none of a section.
    HeadingForm = "heading-form", Warning;
    /// The text gives another rating than the field.
    RatingDiffers = "rating-differs", Warning;
    /// A rating is on another scale than those of the other reviews in its folder.
    MixedScales = "mixed-scales", Warning;
    /// Another review has the same title and year.
    DuplicateReview = "duplicate-review", Warning;
    /// A handle is not a valid name, or its platform is unknown.
    BadHandle = "bad-handle", Warning;
    /// An e-mail or web address leads nowhere.
    BadAddress = "bad-address", Warning;
    /// The text warns of spoilers, and nothing in it is covered.
    SpoilersShown = "spoilers-shown", Note;
    /// A note to oneself or a gap was left in the text.
    LeftOver = "left-over", Warning;
    /// A paragraph is too long to read with ease.
    LongParagraph = "long-paragraph", Note;
    /// A link leads nowhere.
    LinkWithoutTarget = "link-without-target", Warning;
    /// The poster's file is not there.
    PosterMissing = "poster-missing", Warning;
    /// A date lies in the future.
    DateInFuture = "date-in-future", Warning;
    /// A date lies before the year of the work.
    DateBeforeWork = "date-before-work", Warning;
    /// A film cannot have been made in its year, or the year has not come yet.
    UnlikelyYear = "unlikely-year", Warning;
    /// The work was seen after the review was published.
    SeenAfterPublished = "seen-after-published", Warning;
    /// A link or a picture names a file that is not there.
    MissingFile = "missing-file", Warning;
    /// A name is nearly that of somebody in the cast or of a director.
    NameTypo = "name-typo", Warning;
    /// A word stands twice in a row.
    DoubledWord = "doubled-word", Warning;
    /// Letters that were read in a wrong encoding.
    Mojibake = "mojibake", Warning;
    /// Emphasis or code is opened and not closed.
    UnclosedMark = "unclosed-mark", Warning;
    /// A list is a single text with commas.
    ListAsText = "list-as-text", Warning;
    /// An entry of a list comes twice.
    RepeatedValue = "repeated-value", Warning;
    /// Two sections have the same heading.
    RepeatedSection = "repeated-section", Warning;
    /// A text begins with an invisible character.
    UnseenCharacter = "unseen-character", Warning;
    /// `draft` is still set. This and the next four are reported before a review is published.
    StillDraft = "still-draft", Warning;
    /// There is no date.
    NoDate = "no-date", Warning;
    /// There is no address of the review.
    NoUrl = "no-url", Note;
    /// There is no poster.
    NoPoster = "no-poster", Note;
    /// There is no verdict.
    NoVerdict = "no-verdict", Note;
    /// `check.allow` lists something that is not a code.
    UnknownCode = "unknown-code", Warning;
}
