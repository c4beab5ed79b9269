//! Styled runs of text, of which blocks consist.

/// Text of one style. A `\n` in it is a hard line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inline {
    /// The text, decoded but not yet cleaned.
    pub(crate) text: String,
    pub(crate) face: Face,
    /// The link it belongs to, an index into [`Body::links`](super::Body::links).
    pub(crate) link: Option<usize>,
    pub(crate) covered: bool,
    /// Whether it separates two cells of a table and is not the author's text.
    pub(crate) between: bool,
}

impl Inline {
    const fn style(&self) -> (Face, Option<usize>, bool, bool) {
        (self.face, self.link, self.covered, self.between)
    }
}

/// How a run differs from the text around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Face {
    /// Emphasis, usually italic.
    pub emphasis: bool,
    /// Strong emphasis, usually bold.
    pub strong: bool,
    /// Struck out.
    pub struck: bool,
    /// Code.
    pub code: bool,
}

/// Appends `run` to `runs`, merging it with the last one if they have the same style.
pub(super) fn push_run(runs: &mut Vec<Inline>, run: Inline) {
    match runs.last_mut() {
        Some(last) if last.style() == run.style() => last.text.push_str(&run.text),
        _ => runs.push(run),
    }
}
