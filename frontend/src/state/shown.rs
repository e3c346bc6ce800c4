//! The visible part of the page on narrow screens.

/// The visible part of the page on narrow screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// The workflow, as text.
    #[default]
    Edit,
    /// The graph, the steps and the timeline.
    Graph,
    /// The result of the run, the inspector and the events.
    Run,
}

impl Shown {
    /// All panels.
    pub const ALL: [Self; 3] = [Self::Edit, Self::Graph, Self::Run];

    /// Its label.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edit => "Edit",
            Self::Graph => "Graph",
            Self::Run => "Run",
        }
    }
}
