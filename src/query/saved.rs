//! Queries that were given a name, in a file of TOML: `"Noir, best first" = "tag:noir sort:-rating"`.

use super::Query;
use crate::format::settings;
use crate::format::value::{KeyValue, Value};
use crate::model::Date;
use crate::text::{Clean, Code, Diagnostic, Source, expected, quote};

/// A query with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedQuery {
    pub(crate) name: Clean,
    /// As it is written in the file, without control characters.
    pub(crate) text: String,
    pub(crate) query: Query,
}

/// What a file of queries says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedQueries {
    /// In the order of the file, also those that are wrong.
    pub all: Vec<SavedQuery>,
    /// What is wrong with the file itself.
    pub(crate) findings: Vec<Diagnostic>,
}

impl SavedQueries {
    /// Reads a file of queries. Dates such as `7d` are counted back from `today`.
    #[must_use]
    pub fn parse(source: &Source, today: Option<Date>) -> Self {
        let mut saved = Self::default();
        let (entries, fault) = settings::read(source);
        for KeyValue { key, node, .. } in &entries {
            if node.value != Value::Text {
                let mismatch =
                    expected("a query in quotation marks").found(node.kind()).about(quote(key));
                let finding = Diagnostic::new(Code::WrongType, source, node.span, mismatch);
                saved.findings.push(finding);
                continue;
            }
            let text = Clean::new(&node.text).to_string();
            let query = Query::parse(&text, today);
            saved.all.push(SavedQuery { name: Clean::new(key), text, query });
        }
        saved.findings.extend(fault);
        saved
    }
}

impl SavedQuery {
    /// Whether a part of it is left out, since it is wrong.
    pub(crate) const fn is_wrong(&self) -> bool {
        !self.query.problems.is_empty()
    }
}
