//! The panels below the graph, in one table.

use leptos::prelude::*;

use crate::{
    features::{compare, orders, what_if},
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
    /// Makes it.
    pub view: fn() -> AnyView,
}

/// All panels, in the order of their tabs.
pub const PANELS: [Panel; 4] = [
    panel(PanelId::TIMELINE, timeline::TITLE, || view! { <TimelinePanel /> }.into_any()),
    panel(PanelId::COMPARE, compare::text::TITLE, || later(parts::compare, nothing)),
    panel(PanelId::WHAT_IF, what_if::text::TITLE, || later(parts::what_if, nothing)),
    panel(PanelId::ORDERS, orders::text::TITLE, || later(parts::orders, nothing)),
];

const fn panel(id: PanelId, title: &'static str, view: fn() -> AnyView) -> Panel {
    Panel { id, title, view }
}

/// The panel of a link's `view`.
#[must_use]
pub fn of_link(name: &str) -> Option<PanelId> {
    PANELS.iter().map(|panel| panel.id).find(|id| id.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_the_tabs_below_the_graph() {
        let ids: Vec<_> = PANELS.iter().map(|panel| (panel.id.name(), panel.title)).collect();
        assert_eq!(
            ids,
            [("timeline", "Timeline"), ("compare", "Compare"), ("what_if", "What if"), ("orders", "Orders")]
        );
        assert_eq!(of_link("what_if"), Some(PanelId::WHAT_IF));
        assert_eq!((of_link("modules"), of_link("")), (None, None));
    }
}
