//! The panels, by their ids.

/// The id of a panel in the table of panels: its name, as in links, and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PanelId(&'static str, Region);

/// A place for panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The middle of the page: one at a time, chosen by tabs.
    Centre,
    /// Below the graph: one at a time, chosen by tabs.
    BelowGraph,
}

impl Region {
    /// The regions that show one panel at a time.
    pub const TABBED: [Self; 2] = [Self::Centre, Self::BelowGraph];

    /// Its name in style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::BelowGraph => "below-graph",
        }
    }

    /// The panel that it shows first.
    #[must_use]
    pub const fn first(self) -> PanelId {
        match self {
            Self::Centre => PanelId::GRAPH,
            Self::BelowGraph => PanelId::TIMELINE,
        }
    }
}

impl PanelId {
    /// The graph as a drawing.
    pub const GRAPH: Self = Self("graph", Region::Centre);
    /// Runs side by side.
    pub const COMPARE: Self = Self("compare", Region::Centre);
    /// The graph as a table.
    pub const TABLE: Self = Self("table", Region::Centre);
    /// The timeline of the run.
    pub const TIMELINE: Self = Self("timeline", Region::BelowGraph);
    /// What-if: forks, and the history of runs.
    pub const WHAT_IF: Self = Self("what_if", Region::BelowGraph);
    /// The orders in which processors can complete, and the effect of a shared payload.
    pub const ORDERS: Self = Self("orders", Region::BelowGraph);

    /// Its name, as in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// Where it is.
    #[must_use]
    pub const fn region(self) -> Region {
        self.1
    }
}
