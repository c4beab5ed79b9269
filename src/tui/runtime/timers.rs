//! Messages to be delivered to the application at a later time.

use std::time::{Duration, Instant};

use crate::tui::message::Message;

/// Pending messages with the time at which each is due. There are only ever a few.
#[derive(Debug, Default)]
pub(super) struct Timers(Vec<(Instant, Message)>);

impl Timers {
    /// Delivers `message` once `delay` has passed; an equal message that is pending is replaced.
    pub(super) fn restart(&mut self, delay: Duration, message: Message) {
        self.0.retain(|(_, pending)| *pending != message);
        self.0.push((Instant::now() + delay, message));
    }

    /// When the first message is due.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.0.iter().map(|(due, _)| *due).min()
    }

    /// Takes the first message if it is due now.
    pub(super) fn take_due(&mut self) -> Option<Message> {
        self.next_due().filter(|due| *due <= Instant::now())?;
        self.take_first()
    }

    /// Takes the message that is due first.
    pub(super) fn take_first(&mut self) -> Option<Message> {
        let (index, _) = self.0.iter().enumerate().min_by_key(|(_, (due, _))| *due)?;
        Some(self.0.swap_remove(index).1)
    }
}
