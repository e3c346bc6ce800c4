//! The panels of the centre and below it, in one table.

use leptos::prelude::*;

use crate::{
    features::{compare, orders, what_if},
    parts,
    state::{PanelId, Region},
    text::{graph, timeline},
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

/// All panels, in the order of their tabs. The graph has no view here: it stays mounted (`view/tabbed.rs`).
const PANELS: [Panel; 6] = [
    panel_of(PanelId::GRAPH, graph::TITLE, nothing),
    panel_of(PanelId::COMPARE, compare::text::TITLE, || later(parts::compare, nothing)),
    panel_of(PanelId::TABLE, graph::TABLE, || later(parts::table, nothing)),
    panel_of(PanelId::TIMELINE, timeline::TITLE, || view! { <TimelinePanel /> }.into_any()),
    panel_of(PanelId::WHAT_IF, what_if::text::TITLE, || later(parts::what_if, nothing)),
    panel_of(PanelId::ORDERS, orders::text::TITLE, || later(parts::orders, nothing)),
];

const fn panel_of(id: PanelId, title: &'static str, view: fn() -> AnyView) -> Panel {
    Panel { id, title, view }
}

/// The panels of a region.
pub fn panels(region: Region) -> impl Iterator<Item = &'static Panel> {
    const { &PANELS }.iter().filter(move |panel| panel.id.region() == region)
}

/// The panel with this id; the first one for an id that has none.
#[must_use]
pub fn panel(id: PanelId) -> &'static Panel {
    const { &PANELS }.iter().find(|panel| panel.id == id).unwrap_or(const { &PANELS[0] })
}

/// The panel of a region that is in a link's `view`, or else its default panel.
#[must_use]
pub fn of_link(names: &str, region: Region) -> PanelId {
    let is_named = |panel: &&Panel| names.split(',').any(|name| name == panel.id.name());
    panels(region).find(is_named).map_or(region.first(), |panel| panel.id)
}

/// A link's `view`: the names of the shown panels, except default panels. `None` if all are default panels.
#[must_use]
pub fn to_link(shown: impl Iterator<Item = PanelId>) -> Option<String> {
    let names: Vec<_> = shown.filter(|id| *id != id.region().first()).map(PanelId::name).collect();
    (!names.is_empty()).then(|| names.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_have_their_panels() {
        let titles = |region| panels(region).map(|panel| panel.title).collect::<Vec<_>>();
        assert_eq!(titles(Region::Centre), ["Graph", "Compare", "Table"]);
        assert_eq!(titles(Region::BelowGraph), ["Timeline", "What if", "Orders"]);
        for Panel { id, title, .. } in PANELS {
            assert_eq!(panel(id).title, title);
            assert!(panels(id.region()).any(|panel| panel.id == id.region().first()));
        }
    }

    #[test]
    fn links_name_what_is_shown() {
        for (names, centre, below, written) in [
            ("", PanelId::GRAPH, PanelId::TIMELINE, None),
            ("timeline", PanelId::GRAPH, PanelId::TIMELINE, None),
            ("compare", PanelId::COMPARE, PanelId::TIMELINE, Some("compare")),
            ("what_if", PanelId::GRAPH, PanelId::WHAT_IF, Some("what_if")),
            ("table,orders", PanelId::TABLE, PanelId::ORDERS, Some("table,orders")),
            ("orders,table", PanelId::TABLE, PanelId::ORDERS, Some("table,orders")),
            ("modules,x,", PanelId::GRAPH, PanelId::TIMELINE, None),
        ] {
            let shown = Region::TABBED.map(|region| of_link(names, region));
            assert_eq!(shown, [centre, below], "{names}");
            assert_eq!(to_link(shown.into_iter()).as_deref(), written, "{names}");
        }
    }
}
