//! What is shown below the graph, one thing at a time.

/// What is shown below the graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Below {
    /// The run, in lanes.
    #[default]
    Timeline,
    /// Runs side by side.
    Compare,
    /// Another way that the run could have gone, and all the runs that there have been.
    WhatIf,
    /// The orders in which processors can complete, and what a shared payload would make of them.
    Orders,
}

impl Below {
    /// All there is.
    pub const ALL: [Self; 4] = [Self::Timeline, Self::Compare, Self::WhatIf, Self::Orders];

    /// Its name, as in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Compare => "compare",
            Self::WhatIf => "what_if",
            Self::Orders => "orders",
        }
    }

    /// What has this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|below| below.name() == name)
    }

    /// What it is called.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Timeline => "Timeline",
            Self::Compare => "Compare",
            Self::WhatIf => "What if",
            Self::Orders => "Orders",
        }
    }
}
