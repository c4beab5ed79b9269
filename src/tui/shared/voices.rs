//! A review beside those of other voices about the same work.

use super::Shared;
use crate::model::{EntryRef, ReviewId, Spread, Voice};
use crate::page::Line;
use crate::page::facts_pane::standing;
use crate::page::voices::{ComparedVoice, Translated, VoiceOnWork, VoiceRating, with_name};

impl Shared {
    /// Whose a review is, where there are several voices.
    pub(super) fn voice(&self, id: ReviewId) -> Option<&Voice> {
        self.library.voice_of(self.library.get(id)?)
    }

    /// The ratings among which that of a review stands: those of its voice, where there are several.
    pub(super) fn spread_of(&self, id: ReviewId) -> &Spread {
        self.voice(id).map_or(self.library.spread(), |voice| &voice.spread)
    }

    /// The forms in which to say how the rating of the shown review stands, the longest first: in terms
    /// of the first voice, and among the ratings of its own.
    pub(crate) fn standings(&self) -> Vec<String> {
        let Some(shown) = &self.reader.shown else { return Vec::new() };
        let forms = self.translated(shown.id).map(|Translated { short, whole }| [whole, short]);
        let guess = self.guess_in_words(shown.id);
        let stars = shown.review.stars();
        let usual = stars.and_then(|stars| standing(self.spread_of(shown.id), stars));
        guess.into_iter().chain(forms.into_iter().flatten()).chain(usual).collect()
    }

    /// The row of a review, which names its voice where there are several.
    pub(in crate::tui) fn with_voice(&self, line: Line, id: ReviewId) -> Line {
        match self.voice(id) {
            Some(voice) => with_name(line, voice.short_name.as_str(), self.appearance.glyphs),
            None => line,
        }
    }

    fn rating_of(&self, id: ReviewId) -> Option<VoiceRating<'_>> {
        let Voice { short_name, spread, .. } = self.voice(id)?;
        let stars = self.library.get(id)?.stars()?;
        Some(VoiceRating { name: short_name.as_str(), stars, spread })
    }

    /// The rating of a review in terms of the first voice; where it is one of the first voice, that of
    /// the next one about the same work.
    fn translated(&self, id: ReviewId) -> Option<Translated> {
        let voices = self.library.voices()?;
        let is_first = |id: ReviewId| {
            let voice = self.library.get(id).and_then(EntryRef::voice);
            voice.is_some_and(|voice| voice.index() == 0)
        };
        let of_work = voices.of_same_work(id).iter().map(|(id, _)| *id);
        let others = if is_first(id) { Some(of_work) } else { None };
        let mut candidates = [id].into_iter().chain(others.into_iter().flatten());
        let rating = candidates.find(|id| !is_first(*id)).and_then(|id| self.rating_of(id))?;
        let first = voices.all().first()?;
        rating.in_terms_of(first.short_name.as_str(), &first.spread)
    }

    /// The voices that have written of the work of a review, each with its newest review of it.
    pub(super) fn voices_on_work(&self, id: ReviewId) -> Vec<VoiceOnWork<'_>> {
        let Some(voices) = self.library.voices() else { return Vec::new() };
        let of_voices = voices.of_same_work(id).chunk_by(|(_, a), (_, b)| a == b);
        let newest = of_voices.filter_map(|reviews| {
            let own = reviews.iter().find(|(own, _)| *own == id);
            let (id, voice) = *own.or(reviews.first())?;
            let translated = if voice.index() == 0 { None } else { self.translated(id) };
            let entry = self.library.get(id)?;
            let (stars, is_blind) = (entry.stars(), entry.covers_rating());
            let name = voices.get(voice)?.short_name.as_str();
            Some(VoiceOnWork { id, name, stars, is_blind, translated })
        });
        newest.collect()
    }

    /// Whose two reviews are, if they are of two voices.
    pub(in crate::tui) fn compared_voices(&self, ids: [ReviewId; 2]) -> Option<[ComparedVoice; 2]> {
        let [first, second] = ids.map(|id| self.voice(id));
        let (first, second) = (first?, second?);
        let rank = |id: ReviewId, other: &Voice| {
            let rating = self.rating_of(id)?;
            Some(rating.in_terms_of(other.short_name.as_str(), &other.spread)?.whole)
        };
        let compared = |id, own: &Voice, other| ComparedVoice {
            name: own.name.clone(),
            rank: rank(id, other),
        };
        let both = [compared(ids[0], first, second), compared(ids[1], second, first)];
        (first.name != second.name).then_some(both)
    }
}
