//! The panels of the page, in one table.

use leptos::prelude::*;

use crate::{
    features::{
        compare,
        modules::{self, ModulesPanel},
        orders, what_if,
    },
    parts,
    state::PanelId,
    text::timeline,
    view::{TimelinePanel, later, nothing},
};

/// A panel.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Its id.
    pub id: PanelId,
    /// The title.
    pub title: &'static str,
    /// Where it is.
    pub region: Region,
    /// Makes it.
    pub view: fn() -> AnyView,
}

/// A place for panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// Below the problems of the workflow: all of them, one below the other.
    BelowWorkflow,
    /// Below the graph: one at a time, chosen by tabs.
    BelowGraph,
}

/// All panels; those of a region in their order.
pub const PANELS: [Panel; 5] = [
    panel(PanelId::MODULES, modules::text::TITLE, Region::BelowWorkflow, || view! { <ModulesPanel /> }.into_any()),
    panel(PanelId::TIMELINE, timeline::TITLE, Region::BelowGraph, || view! { <TimelinePanel /> }.into_any()),
    panel(PanelId::COMPARE, compare::text::TITLE, Region::BelowGraph, || later(parts::compare, nothing)),
    panel(PanelId::WHAT_IF, what_if::text::TITLE, Region::BelowGraph, || later(parts::what_if, nothing)),
    panel(PanelId::ORDERS, orders::text::TITLE, Region::BelowGraph, || later(parts::orders, nothing)),
];

const fn panel(id: PanelId, title: &'static str, region: Region, view: fn() -> AnyView) -> Panel {
    Panel { id, title, region, view }
}

/// The panels of a region.
pub fn panels(region: Region) -> impl Iterator<Item = &'static Panel> {
    const { &PANELS }.iter().filter(move |panel| panel.region == region)
}

/// The panel of a link's `view`.
#[must_use]
pub fn of_link(name: &str) -> Option<PanelId> {
    panels(Region::BelowGraph).map(|panel| panel.id).find(|id| id.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_the_tabs_below_the_graph() {
        let ids: Vec<_> = panels(Region::BelowGraph).map(|panel| (panel.id.name(), panel.title)).collect();
        assert_eq!(
            ids,
            [("timeline", "Timeline"), ("compare", "Compare"), ("what_if", "What if"), ("orders", "Orders")]
        );
        assert_eq!(of_link("what_if"), Some(PanelId::WHAT_IF));
        assert_eq!((of_link("modules"), of_link("")), (None, None));
    }
}
