//! The ancestry of a document's states: a version vector, with the state itself as its last entry.

use std::fmt;

/// A stored state of a document: the tab that wrote it, and the number of its write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The writer: a new name for each tab and document.
    pub writer: String,
    /// The number of the write, from 1.
    pub count: u64,
}

/// The ancestors of a state: the last write of each writer. The last entry is the state itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History(Vec<Stamp>);

/// The maximum number of writers. Older ones are forgotten.
const MOST: usize = 32;

impl History {
    /// Reads the form that [`fmt::Display`] writes. Invalid stamps are ignored.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let stamp = |text: &str| {
            let (writer, count) = text.split_once('.')?;
            Some(Stamp { writer: writer.into(), count: count.parse().ok()? })
        };
        Self(text.split(' ').filter_map(stamp).take(MOST).collect())
    }

    /// The state itself.
    #[must_use]
    pub fn last(&self) -> Option<&Stamp> {
        self.0.last()
    }

    /// Whether it is this state, or follows from it.
    #[must_use]
    pub fn includes(&self, stamp: &Stamp) -> bool {
        self.0.iter().any(|own| own.writer == stamp.writer && own.count >= stamp.count)
    }

    /// The next state, which this writer stores.
    pub fn advance(&mut self, writer: &str) {
        let before = self.0.iter().position(|stamp| stamp.writer == writer).map(|i| self.0.remove(i));
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(Stamp { writer: writer.into(), count: before.map_or(1, |stamp| stamp.count + 1) });
    }
}

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, Stamp { writer, count }) in self.0.iter().enumerate() {
            let gap = if i == 0 { "" } else { " " };
            write!(f, "{gap}{writer}.{count}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_includes_those_it_follows_from() {
        let mut history = History::default();
        for writer in ["a", "a", "b"] {
            history.advance(writer);
        }
        assert_eq!(history.to_string(), "a.2 b.1");
        let stamp = |writer: &str, count| Stamp { writer: writer.into(), count };
        for (stamp, includes) in [
            (stamp("a", 1), true),
            (stamp("a", 2), true),
            (stamp("a", 3), false),
            (stamp("b", 1), true),
            (stamp("c", 1), false),
        ] {
            assert_eq!(history.includes(&stamp), includes, "{stamp:?}");
        }
        history.advance("a");
        assert_eq!((history.last(), history.to_string()), (Some(&stamp("a", 3)), "b.1 a.3".into()));
    }

    #[test]
    fn reads_what_it_writes_and_ignores_the_rest() {
        for (text, read) in
            [("", ""), ("a.2 b.1", "a.2 b.1"), ("a.x  b.1 c .1", "b.1 .1"), ("a.99999999999999999999", "")]
        {
            assert_eq!(History::parse(text).to_string(), read, "{text}");
        }
        let mut history = History::default();
        for writer in 0..40 {
            history.advance(&writer.to_string());
        }
        assert_eq!(history.to_string().split(' ').count(), MOST);
        assert!(history.includes(&Stamp { writer: "39".into(), count: 1 }));
    }
}
