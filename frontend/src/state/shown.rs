//! What of the page is in sight where there is no room for all of it.

/// What of the page is in sight where there is no room for all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// The workflow, as text.
    #[default]
    Edit,
    /// The graph, the steps and the timeline.
    Graph,
    /// What the run came to, the inspector and the events.
    Run,
}

impl Shown {
    /// All there is.
    pub const ALL: [Self; 3] = [Self::Edit, Self::Graph, Self::Run];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edit => "Edit",
            Self::Graph => "Graph",
            Self::Run => "Run",
        }
    }
}
