//! When the user's work is saved: soon after the first unsaved change, however many follow it.

use super::Fault;
use crate::state::Session;

/// Texts by name, as a browser keeps them.
pub trait Texts {
    /// The text of a name, if there is one.
    ///
    /// # Errors
    /// [`Fault`] if the browser does not say.
    fn get(&self, name: &str) -> Result<Option<String>, Fault>;

    /// Keeps a text under a name.
    ///
    /// # Errors
    /// [`Fault`] if it is not kept; what was there before still is.
    fn set(&self, name: &str, text: &str) -> Result<(), Fault>;
}

/// How long after the first unsaved change it is saved, in milliseconds. Twice as long is the most that may be lost, which
/// leaves as much again for a page that is busy just then.
pub const LATEST_MS: u32 = 250;

/// Saves a session. It has no clock: times are milliseconds of one that only goes forwards.
#[derive(Debug, Default)]
pub struct Saver<T> {
    texts: T,
    /// The time of the first change that is not saved.
    unsaved_since: Option<f64>,
}

impl<T: Texts> Saver<T> {
    /// A saver that keeps its texts there.
    #[must_use]
    pub const fn new(texts: T) -> Self {
        Self { texts, unsaved_since: None }
    }

    /// Notes a change. In how many milliseconds [`Saver::save`] is due; none if a change before it has said so.
    #[must_use]
    pub fn changed(&mut self, now: f64) -> Option<u32> {
        match self.unsaved_since {
            None => {
                self.unsaved_since = Some(now);
                Some(LATEST_MS)
            }
            // A timer that should have fired by now may be late for any time.
            Some(since) => (now - since >= f64::from(LATEST_MS)).then_some(0),
        }
    }

    /// Whether there are changes that are not saved.
    #[must_use]
    pub const fn is_unsaved(&self) -> bool {
        self.unsaved_since.is_some()
    }

    /// Saves a session, whether or not that is due.
    ///
    /// # Errors
    /// [`Fault`] if the browser does not keep it. What it had before, it still has; the next change tries again.
    pub fn save(&mut self, session: &Session) -> Result<(), Fault> {
        self.unsaved_since = None;
        session.store().iter().try_for_each(|(name, text)| self.texts.set(name, text))
    }

    /// The session that was saved; none if there is none, or the browser does not say.
    #[must_use]
    pub fn restore(&self) -> Option<Session> {
        Session::restore(|name| self.texts.get(name).ok().flatten())
    }

    /// Where the texts are kept.
    #[must_use]
    pub const fn texts(&self) -> &T {
        &self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::Faulty;
    use proptest::{collection::vec, prelude::*};

    /// The most that may be lost, in milliseconds.
    const MOST_LOST: f64 = 500.0;

    /// A page that types, with a clock that tests move.
    #[derive(Default)]
    struct Typist {
        now: f64,
        saver: Saver<Faulty>,
        due: Option<f64>,
        text: String,
        /// When each character was typed.
        typed: Vec<f64>,
    }

    impl Typist {
        /// Lets time pass; the timer fires on the way, `late` milliseconds after it is due.
        fn wait(&mut self, ms: f64, late: f64) {
            let end = self.now + ms;
            if let Some(due) = self.due.filter(|due| due + late <= end) {
                self.now = due + late;
                self.save();
            }
            self.now = end;
        }

        fn key(&mut self) {
            self.text.push('x');
            self.typed.push(self.now);
            match self.saver.changed(self.now) {
                Some(0) => self.save(),
                Some(ms) => self.due = Some(self.now + f64::from(ms)),
                None => {}
            }
        }

        fn save(&mut self) {
            self.due = None;
            let _ = self.saver.save(&Session { workflow: self.text.clone(), ..Session::default() });
        }

        /// The age of the oldest character that would be lost now.
        fn lost(&self) -> f64 {
            let saved = self.saver.restore().map_or(0, |session| session.workflow.len());
            self.typed.get(saved).map_or(0.0, |typed| self.now - typed)
        }
    }

    #[test]
    fn typing_without_a_pause_is_saved() {
        let mut page = Typist::default();
        for _ in 0..133 {
            page.key();
            page.wait(150.0, 0.0);
            assert!(page.lost() <= f64::from(LATEST_MS), "{} ms would be lost", page.lost());
        }
    }

    #[test]
    fn a_change_that_could_not_be_saved_is_tried_again_with_the_next() {
        let mut page = Typist::default();
        page.saver.texts.fail(Some(Fault::Full));
        page.key();
        page.wait(1_000.0, 0.0);
        assert_eq!(page.saver.restore(), None);
        page.saver.texts.fail(None);
        page.key();
        page.wait(f64::from(LATEST_MS), 0.0);
        assert_eq!(page.saver.restore().map(|session| session.workflow), Some("xx".into()));
    }

    #[test]
    fn storage_that_fails_keeps_what_it_had() {
        let mut saver = Saver::new(Faulty::with_room(100));
        let session = |workflow: &str| Session { workflow: workflow.into(), ..Session::default() };
        assert_eq!(saver.save(&session("short")), Ok(()));
        assert_eq!(saver.save(&session(&"long".repeat(20))), Err(Fault::Full));
        assert_eq!(saver.restore(), Some(session("short")));
    }

    proptest! {
        /// For any rhythm of typing, with timers that fire up to 250 ms late.
        #[test]
        fn no_more_than_half_a_second_is_lost(
            pauses in vec((0.0..900.0f64, 0.0..250.0f64), 1..60),
            hidden_after in 0usize..60,
        ) {
            let mut page = Typist::default();
            for (i, &(pause, late)) in pauses.iter().enumerate() {
                page.key();
                if i == hidden_after {
                    // A page that is hidden saves at once.
                    page.save();
                    prop_assert_eq!(page.lost(), 0.0);
                }
                page.wait(pause, late);
                prop_assert!(page.lost() <= MOST_LOST, "{} ms would be lost", page.lost());
            }
        }
    }
}
