//! The ancestors and descendants of a processor.

use dagwood_core::{Graph, ProcessorIdx};

/// The relation of a processor to the selected one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kin {
    /// Neither ancestor nor descendant.
    #[default]
    Apart,
    /// The selected one.
    Itself,
    /// The selected one depends on it, directly or indirectly.
    Ancestor,
    /// It depends on the selected one, directly or indirectly.
    Descendant,
}

impl Kin {
    /// A word, for style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Apart => "apart",
            Self::Itself => "itself",
            Self::Ancestor => "ancestor",
            Self::Descendant => "descendant",
        }
    }

    /// The relation of a dependency between two processors to the selected one.
    #[must_use]
    pub const fn between(from: Self, to: Self) -> Self {
        match (from, to) {
            (Self::Ancestor, Self::Ancestor | Self::Itself) => Self::Ancestor,
            (Self::Itself | Self::Descendant, Self::Descendant) => Self::Descendant,
            _ => Self::Apart,
        }
    }
}

/// The relation of every processor to `selected`. O(processors + edges).
#[must_use]
pub fn kin(graph: &Graph, selected: ProcessorIdx) -> Vec<Kin> {
    let mut kin = vec![Kin::Apart; graph.len()];
    kin[selected as usize] = Kin::Itself;
    let mut next = vec![selected];
    while let Some(p) = next.pop() {
        mark(&mut kin, graph.dependencies(p), Kin::Ancestor, &mut next);
    }
    next.push(selected);
    while let Some(p) = next.pop() {
        mark(&mut kin, graph.dependents(p), Kin::Descendant, &mut next);
    }
    kin
}

fn mark(kin: &mut [Kin], neighbours: &[ProcessorIdx], what: Kin, next: &mut Vec<ProcessorIdx>) {
    for &p in neighbours {
        if kin[p as usize] == Kin::Apart {
            kin[p as usize] = what;
            next.push(p);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Kin::{Ancestor, Apart, Descendant, Itself},
        *,
    };
    use crate::scene::testing::recording;

    #[test]
    fn before_and_after_however_far() {
        let recording = recording();
        let graph = recording.trace.graph();
        // `shout`, `count`, `mark`, `turn`: the last one depends on the one before it, and both on `shout`.
        for (selected, expected) in [
            ("shout", [Itself, Descendant, Descendant, Descendant]),
            ("count", [Ancestor, Itself, Apart, Apart]),
            ("turn", [Ancestor, Apart, Ancestor, Itself]),
        ] {
            let selected = graph.find(selected).expect("it is there");
            assert_eq!(kin(graph, selected), expected, "{selected}");
        }
        assert_eq!(Kin::between(Ancestor, Itself), Ancestor);
        assert_eq!(Kin::between(Ancestor, Descendant), Apart, "it leads past the selected one");
    }
}
