//! A processor in the graph.

use std::sync::Arc;

use dagwood_core::{ProcessorIdx, ProcessorState};
use dagwood_export::drawing::{Decimal, shape};
use leptos::prelude::*;

use super::{fan::Fan, marks::Marks};
use crate::{
    control::Page,
    scene::{Chart, Kin},
    state::{Size, command::Command},
    text::graph as text,
};

/// The appearance of a processor, besides its content.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    state: ProcessorState,
    is_selected: bool,
    /// Exactly one processor is a tab stop.
    is_tab_stop: bool,
    /// Its relation to the selected one, if there is one.
    kin: Option<Kin>,
    is_critical: bool,
    /// Whether it has a breakpoint.
    stops: bool,
}

impl Look {
    /// The appearance of every processor of a graph.
    pub(super) fn of_all(page: Page, chart: Arc<Chart>, marks: Marks) -> Fan<ProcessorIdx, Self> {
        let entry = chart.entry();
        let source = move || {
            let breakpoints = page.player.breakpoints().get();
            (page.player.states().get(), marks.selection.get(), marks.kin.get(), marks.critical.get(), breakpoints)
        };
        Fan::new(source, move |(states, selection, kin, critical, breakpoints), idx| Self {
            state: states.get(idx as usize).copied().unwrap_or_default(),
            is_selected: *selection == Some(idx),
            is_tab_stop: selection.or(entry) == Some(idx),
            kin: kin.as_ref().and_then(|kin| kin.get(idx as usize).copied()),
            is_critical: critical.contains(&idx),
            stops: breakpoints.is_on(chart.graph.id(idx)),
        })
    }
}

/// The id of a processor's element.
pub(crate) fn element_id(idx: ProcessorIdx) -> String {
    format!("node-{idx}")
}

/// The processor of the element with this id.
pub(super) fn index_of(id: &str) -> Option<ProcessorIdx> {
    id.strip_prefix("node-")?.parse().ok()
}

/// A processor: a button that selects it. The arrow keys move on from the tab stop.
#[component]
pub(super) fn NodeView(chart: Arc<Chart>, idx: ProcessorIdx, looks: Fan<ProcessorIdx, Look>) -> impl IntoView {
    let page = Page::of_view();
    let id = chart.graph.id(idx).to_owned();
    let look = looks.of(idx);
    let name = {
        let id = id.clone();
        move || {
            let Look { state, stops, is_critical, .. } = look.get();
            let stop = if stops { text::AND_BREAKPOINT } else { "" };
            let critical = if is_critical { text::AND_CRITICAL } else { "" };
            format!("{id}, {}{stop}{critical}", state.name())
        }
    };
    let caption = move || {
        let Look { state, is_critical, .. } = look.get();
        format!("{}{}", state.name(), if is_critical { text::CAPTION_CRITICAL } else { "" })
    };
    let (centre, Size { width, height }) = (chart.centre(idx), chart.node);
    // Positions instead of a transform: browsers paint transformed elements separately, which takes several times as
    // long.
    let (left, top) = (centre.x - width / 2.0, centre.y - height / 2.0);
    let px = |number| Decimal::new(number, 2).to_string();
    // An Analyze passes the payload through: its shape is round, that of a Transform has corners.
    let corner = if chart.analyzes(idx) { height / 2.0 } else { 8.0 };
    let select = move || page.give(Command::Select(id.clone()));
    let select_by_key = {
        let select = select.clone();
        move |event: leptos::ev::KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                select();
            }
        }
    };
    view! {
        <g
            id=element_id(idx)
            class="node"
            class:analyze=chart.analyzes(idx)
            role="button"
            tabindex=move || if look.read().is_tab_stop { "0" } else { "-1" }
            aria-label=name
            aria-pressed=move || look.read().is_selected.to_string()
            data-state=move || look.read().state.name()
            data-kin=move || look.read().kin.map(Kin::name)
            class:critical=move || look.read().is_critical
            on:click=move |_| select()
            on:keydown=select_by_key
        >
            <rect
                class="ring"
                x=px(left - 4.0)
                y=px(top - 4.0)
                width=px(width + 8.0)
                height=px(height + 8.0)
                rx=px(corner + 4.0)
            />
            <rect class="box" x=px(left) y=px(top) width=px(width) height=px(height) rx=px(corner) />
            {move || look.read().stops.then(|| view! { <circle class="stop" cx=px(left + width) cy=px(top) r="5" /> })}
            <path
                class="shape"
                style:translate=format!("{}px {}px", px(left + 13.0), px(top + 16.0))
                d=move || shape(look.read().state)
            />
            <text>
                <tspan class="id" x=px(left + 38.0) y=px(top + 20.0)>
                    {chart.label(idx)}
                </tspan>
                " "
                <tspan class="caption" x=px(left + 38.0) y=px(top + 36.0)>
                    {caption}
                </tspan>
            </text>
        </g>
    }
}
