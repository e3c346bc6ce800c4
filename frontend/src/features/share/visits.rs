//! The session of each entry of the browser's history.

use std::collections::BTreeMap;

use crate::state::Session;

/// The number of entries whose sessions are kept: a text may have millions of characters.
const MOST: usize = 20;

/// The visited entries of the browser's history, by increasing numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visits {
    entry: u64,
    /// The session when the page opened.
    first: Session,
    /// The session of each entry when it was left.
    left: BTreeMap<u64, Session>,
}

impl Visits {
    /// Starts at an entry with the user's work.
    #[must_use]
    pub fn begin(entry: u64, own: Session) -> Self {
        Self { entry, first: own, left: BTreeMap::new() }
    }

    /// The current entry.
    #[must_use]
    pub fn entry(&self) -> u64 {
        self.entry
    }

    /// Goes to another entry; `present` is the session of the current entry. Returns the session of the other entry when it
    /// was left; for an entry from before the page opened, the first session.
    pub fn go(&mut self, entry: u64, present: Session) -> &Session {
        self.left.insert(self.entry, present);
        if self.left.len() > MOST {
            self.left.pop_first();
        }
        self.entry = entry;
        self.left.get(&entry).unwrap_or(&self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(workflow: &str) -> Session {
        Session { workflow: workflow.into(), ..Session::default() }
    }

    #[test]
    fn every_entry_has_what_was_left_there() {
        let mut visits = Visits::begin(1, session("own"));
        for (entry, leaving, found) in [
            (2, "edited", "own"),
            (3, "linked", "own"),
            (2, "linked again", "linked"),
            (1, "linked, edited", "edited"),
            (2, "edited", "linked, edited"),
            (0, "linked, edited", "own"),
        ] {
            assert_eq!(visits.go(entry, session(leaving)), &session(found), "{entry}");
            assert_eq!(visits.entry(), entry);
        }
    }

    #[test]
    fn the_oldest_entries_are_forgotten() {
        let mut visits = Visits::begin(0, session("own"));
        for entry in 0..=MOST as u64 {
            visits.go(entry + 1, session("left"));
        }
        assert_eq!(visits.go(2, session("left")), &session("left"));
        assert_eq!(visits.go(0, session("left")), &session("own"));
    }
}
