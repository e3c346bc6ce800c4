//! Decides when the user's work is saved: soon after the first unsaved change, regardless of further changes.

use super::Fault;

/// Named texts in a browser's storage.
pub trait Texts {
    /// The text with this name, if there is one.
    ///
    /// # Errors
    /// [`Fault`] if the browser does not return it.
    fn get(&self, name: &str) -> Result<Option<String>, Fault>;

    /// Stores a text under a name.
    ///
    /// # Errors
    /// [`Fault`] if it is not stored; the previous text remains.
    fn set(&self, name: &str, text: &str) -> Result<(), Fault>;

    /// Removes a text. If the browser does not allow that, the text stays.
    fn remove(&self, name: &str);

    /// The names of all texts.
    ///
    /// # Errors
    /// [`Fault`] if the browser does not return them.
    fn names(&self) -> Result<Vec<String>, Fault>;
}

/// The delay from the first unsaved change to saving, in milliseconds. At most twice as much may be lost, which leaves
/// the same time again for a busy page.
pub const LATEST_MS: u32 = 250;

/// The changes that are not saved. It has no clock: times are milliseconds of a monotonic clock.
#[derive(Debug, Default)]
pub struct Saver {
    /// The time of the first unsaved change.
    unsaved_since: Option<f64>,
}

impl Saver {
    /// Notes a change. Returns in how many milliseconds saving is due; `None` if an earlier change has done so.
    #[must_use]
    pub fn changed(&mut self, now: f64) -> Option<u32> {
        match self.unsaved_since {
            None => {
                self.unsaved_since = Some(now);
                Some(LATEST_MS)
            }
            // A timer that should have fired by now may be late by any time.
            Some(since) => (now - since >= f64::from(LATEST_MS)).then_some(0),
        }
    }

    /// Whether there are changes that are not saved.
    #[must_use]
    pub const fn is_unsaved(&self) -> bool {
        self.unsaved_since.is_some()
    }

    /// All changes are being saved. If that fails, the next change tries again.
    pub fn saves(&mut self) {
        self.unsaved_since = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        state::Session,
        store::{Drafts, Found, testing::Faulty},
    };
    use proptest::{collection::vec, prelude::*};

    /// The maximum loss in milliseconds.
    const MOST_LOST: f64 = 500.0;

    /// A page on which a user types, with a clock that tests advance.
    #[derive(Default)]
    struct Typist {
        now: f64,
        saver: Saver,
        drafts: Drafts<Faulty>,
        due: Option<f64>,
        text: String,
        /// When each character was typed.
        typed: Vec<f64>,
    }

    impl Typist {
        /// Advances the clock; the timer fires on the way, `late` milliseconds after it is due.
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
            self.saver.saves();
            let _ =
                self.drafts.put(&Session { id: "a".into(), workflow: self.text.clone(), ..Session::default() }, "w");
        }

        fn saved(&self) -> Option<String> {
            match self.drafts.found() {
                Found::Draft(session) => Some(session.workflow),
                _ => None,
            }
        }

        /// The age of the oldest character that would be lost now.
        fn lost(&self) -> f64 {
            let saved = self.saved().map_or(0, |text| text.len());
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
        page.drafts.shared().fail(Some(Fault::Full));
        page.key();
        page.wait(1_000.0, 0.0);
        assert_eq!(page.saved(), None);
        page.drafts.shared().fail(None);
        page.key();
        page.wait(f64::from(LATEST_MS), 0.0);
        assert_eq!(page.saved(), Some("xx".into()));
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
                    // A hidden page saves immediately.
                    page.save();
                    prop_assert_eq!(page.lost(), 0.0);
                }
                page.wait(pause, late);
                prop_assert!(page.lost() <= MOST_LOST, "{} ms would be lost", page.lost());
            }
        }
    }
}
