//! The panels, by their ids.

/// The id of a panel in the table of panels, as in links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PanelId(&'static str);

impl PanelId {
    /// The timeline of the run.
    pub const TIMELINE: Self = Self("timeline");
    /// Runs side by side.
    pub const COMPARE: Self = Self("compare");
    /// What-if: forks, and the history of runs.
    pub const WHAT_IF: Self = Self("what_if");
    /// The orders in which processors can complete, and the effect of a shared payload.
    pub const ORDERS: Self = Self("orders");

    /// Its name, as in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl Default for PanelId {
    fn default() -> Self {
        Self::TIMELINE
    }
}
