//! The parts of a link as the page has them.

use dagwood_proto::share::{Moment, Query, remove_shared};

use crate::{panels::of_link, state::PanelId};

/// The input of a link as text; characters that are not text are replaced.
#[must_use]
pub fn input_of(moment: &Moment) -> String {
    String::from_utf8_lossy(&moment.input).into_owned()
}

/// The open panel below the graph.
#[must_use]
pub fn view_of(moment: &Moment) -> PanelId {
    moment.view.as_deref().and_then(of_link).unwrap_or_default()
}

/// The query of the page's address.
#[must_use]
pub fn query(present: &str) -> Query {
    Query::parse(present.trim_start_matches('?'))
}

/// The query of the page's address without the options of a link.
#[must_use]
pub fn query_without(present: &str) -> String {
    let mut query = query(present);
    remove_shared(&mut query);
    query.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_link_as_the_page_shows_it() {
        for (view, panel) in
            [(None, PanelId::TIMELINE), (Some("what_if"), PanelId::WHAT_IF), (Some("x"), PanelId::TIMELINE)]
        {
            let moment = Moment { view: view.map(Into::into), input: b"a\xff".into(), ..Moment::default() };
            assert_eq!((view_of(&moment), input_of(&moment)), (panel, "a\u{fffd}".into()));
        }
        assert_eq!(query_without("?embed=1&step=4&theme=dark&compare=x"), "?embed=1&theme=dark");
    }
}
