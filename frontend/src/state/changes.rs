//! Changes that are made one after the other.

use std::collections::VecDeque;

use crate::features::edit_form::Change;

/// The changes of the workflow that have not been made, in their order. Each is made in the text that the one before has led
/// to, so at most one is under way.
#[derive(Debug, Default)]
pub struct Changes {
    waiting: VecDeque<Change>,
    is_under_way: bool,
}

impl Changes {
    /// Adds a change, behind all others.
    pub fn add(&mut self, change: Change) {
        self.waiting.push_back(change);
    }

    /// The next change, which is under way from now on; `None` while another one is.
    pub fn begin_next(&mut self) -> Option<Change> {
        if self.is_under_way {
            return None;
        }
        let next = self.waiting.pop_front();
        self.is_under_way = next.is_some();
        next
    }

    /// The change under way has been made, or refused.
    pub fn end(&mut self) {
        self.is_under_way = false;
    }

    /// The change under way was worked out for a text that is another one by now: it is the next one again.
    pub fn again(&mut self, change: Change) {
        self.waiting.push_front(change);
        self.end();
    }

    /// Gives all of them up.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_made_one_after_the_other() {
        let change = |id: &str| Change::remove(id.into(), None);
        let mut changes = Changes::default();
        changes.add(change("a"));
        assert_eq!(changes.begin_next(), Some(change("a")));
        changes.add(change("b"));
        assert_eq!(changes.begin_next(), None, "`a` is under way");
        // The user has typed meanwhile: repeats the request.
        changes.again(change("a"));
        assert_eq!(changes.begin_next(), Some(change("a")));
        changes.end();
        assert_eq!(changes.begin_next(), Some(change("b")));
        changes.end();
        assert_eq!(changes.begin_next(), None, "there are no more");
        changes.add(change("c"));
        assert_eq!(changes.begin_next(), Some(change("c")));
    }

    #[test]
    fn a_lost_worker_ends_all_of_them() {
        let mut changes = Changes::default();
        for id in ["a", "b"] {
            changes.add(Change::remove(id.into(), None));
        }
        assert!(changes.begin_next().is_some());
        changes.clear();
        assert_eq!(changes.begin_next(), None);
        changes.add(Change::remove("c".into(), None));
        assert!(changes.begin_next().is_some(), "none is under way");
    }
}
