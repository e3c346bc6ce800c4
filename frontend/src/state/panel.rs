//! The panels, by their ids.

/// The id of a panel in the table of panels, as in links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PanelId(&'static str);

impl PanelId {
    /// The run, in lanes.
    pub const TIMELINE: Self = Self("timeline");
    /// Runs side by side.
    pub const COMPARE: Self = Self("compare");
    /// Another way that the run could have gone, and all the runs that there have been.
    pub const WHAT_IF: Self = Self("what_if");
    /// The orders in which processors can complete, and what a shared payload would make of them.
    pub const ORDERS: Self = Self("orders");
    /// The modules that workflows can name.
    pub const MODULES: Self = Self("modules");

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
