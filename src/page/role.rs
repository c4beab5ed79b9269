//! The meanings that a run of text can have, in one table with their names in themes.

macro_rules! roles {
    ($($(#[$attribute:meta])? $role:ident = $name:literal: $words:literal;)+) => {
        /// The meaning of a run of text, to which a theme gives a style.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Role {
            $(#[doc = $words] $(#[$attribute])? $role,)+
        }

        impl Role {
            /// Every role.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$role),+];
            /// How many roles there are.
            pub const COUNT: usize = [$($name),+].len();

            /// The name that a theme's file has for it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$role => $name,)+
                }
            }

            /// What has it, in words.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$role => $words,)+
                }
            }
        }
    };
}

roles! {
    #[default]
    Body = "body": "Running text.";
    Title = "title": "The title of the work.";
    Dim = "dim": "Words and signs of the program that may be read last: the year, the date, the place, hints.";
    Hint = "hint": "Words of the program within a text, for which it is not searched.";
    Fact = "fact": "Words of an author that may be read last: facts, people, a sign-off.";
    Count = "count": "Counts.";
    Aside = "aside": "What only explains the words before it: a role in brackets, the platform of a handle.";
    Unfocused = "unfocused": "What shows that a pane does not have the focus: its bar, its heading, the part of its section bar that is read.";
    Heading = "heading": "A heading.";
    Star = "star": "An earned star.";
    EmptyStar = "empty-star": "A star that was not earned.";
    Rating = "rating": "The rating as its author wrote it.";
    Quote = "quote": "A quotation.";
    Code = "code": "Code and text that was not understood.";
    Link = "link": "A link.";
    Handle = "handle": "A handle, an address.";
    Covered = "covered": "Covered text.";
    Rule = "rule": "Lines and rules.";
    RuleRead = "rule-read": "The part of a rule that is read.";
    Current = "current": "The name of the section in view.";
    Accent = "accent": "Signs that draw the eye: the bar of the focus, the mark of a prompt. No words.";
    Match = "match": "A match of a search.";
    MatchCurrent = "match-current": "The match that the reader stands on.";
    Meant = "meant": "The words of a draft that the open finding is about.";
    Changed = "changed": "What was just written.";
    Error = "error": "What is broken.";
    Warning = "warning": "What asks for care.";
    Key = "key": "A key of the keyboard.";
}
