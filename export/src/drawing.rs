//! What pictures and the page have in common: where the processors of a graph are, their shapes and labels, and time
//! axes.

mod axis;
mod decimal;
mod label;
mod path;

use dagwood_core::{Graph, ProcessorIdx, ProcessorState, counted};
use dagwood_layout::{Layout, Request, layout};

pub use self::{
    axis::{Tick, ticks},
    decimal::Decimal,
    label::{columns, fitted, node_label, shorten},
    path::{curve, short},
};

/// The layout of a graph, with the measures of the page.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Every dependency: from it to its dependent, in the order of the dependents and of their `depends_on`.
    pub edges: Vec<(ProcessorIdx, ProcessorIdx)>,
    /// Where everything is. Its edges are those above.
    pub layout: Layout,
    /// The width of every processor's box.
    pub node_width: f32,
    /// The height of every processor's box.
    pub node_height: f32,
    /// Whether the levels go from left to right.
    pub across: bool,
}

impl Drawing {
    /// Lays a graph out, with its levels from top to bottom, or from left to right with `across`.
    #[must_use]
    pub fn new(graph: &Graph, across: bool) -> Self {
        let edges_to = |to| graph.dependencies(to).iter().map(move |&from| (from, to));
        let edges: Vec<_> = graph.processors().flat_map(edges_to).collect();
        let node_width = label::node_width(graph.processors().map(|p| graph.id(p)));
        let request = Request { node_width, ..Request::new(graph.len(), &edges) };
        let layout = if across { layout(&request.turned()).turned() } else { layout(&request) };
        Self { layout, node_width, node_height: request.node_height, across, edges }
    }
}

/// A description of a graph, in a phrase.
#[must_use]
pub fn description(graph: &Graph) -> String {
    let edges = graph.edges();
    format!(
        "{}, {edges} {}, {}",
        counted(graph.len(), "processor"),
        if edges == 1 { "dependency" } else { "dependencies" },
        counted(graph.levels(), "level"),
    )
}

/// The `d` of the shape that tells a state apart without colour, in a box of 16 by 16.
#[must_use]
pub const fn shape(state: ProcessorState) -> &'static str {
    match state {
        ProcessorState::Waiting => "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
        ProcessorState::Ready => "M8 1.5L14.5 8L8 14.5L1.5 8z",
        ProcessorState::Executing => "M4.5 2.5L13 8L4.5 13.5z",
        ProcessorState::Completed => "M2.5 8.5L6.5 12.5L13.5 4",
        ProcessorState::Failed => "M3.5 3.5L12.5 12.5M12.5 3.5L3.5 12.5",
        ProcessorState::Skipped => "M2.5 3.5L7 8L2.5 12.5M8.5 3.5L13 8L8.5 12.5",
        ProcessorState::Cancelled => "M3.5 3.5h9v9h-9z",
    }
}
