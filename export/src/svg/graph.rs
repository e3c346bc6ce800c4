//! The graph: a box for each processor, an arrow for each dependency. A graph that is too large to be read is drawn
//! small, as boxes without ids and arrows.

use std::fmt::Write;

use dagwood_core::{Graph, Intent, ProcessorIdx, ProcessorState};

use super::{
    Part,
    element::{Mark, Text, escape},
};
use crate::drawing::{Drawing, curve, node_label, short};

/// Up to these numbers, the graph can be read.
const PROCESSORS: usize = 500;
const DEPENDENCIES: usize = 3_000;
/// The longer side of a small drawing.
const SMALL: f32 = 1_600.0;
/// The thick border of a processor extends beyond its box.
const BORDER: f32 = 2.0;

/// Draws the graph, with the states of its processors if it runs.
pub(super) fn draw(graph: &Graph, states: Option<&[ProcessorState]>, across: bool) -> Part {
    let drawing = Drawing::new(graph, across);
    if graph.len() > PROCESSORS || drawing.edges.len() > DEPENDENCIES {
        return small(&drawing, states);
    }
    let mut elements = String::new();
    for (edge, &(from, to)) in drawing.edges.iter().enumerate() {
        // As in the page: the line is stronger after a payload has flowed along it.
        let has_flowed = states.is_some_and(|states| {
            let waits = matches!(states[to as usize], ProcessorState::Waiting | ProcessorState::Skipped);
            states[from as usize].is_ended() && !waits
        });
        let class = if has_flowed { "edge flowed" } else { "edge" };
        let line = drawing.layout.edge(edge).iter().map(|point| (point.x + BORDER, point.y + BORDER));
        let _ = writeln!(elements, "<path class=\"{class}\" d=\"{}\"/>", curve(line, across));
    }
    for p in graph.processors() {
        node(&mut elements, graph, &drawing, p, states.map(|states| states[p as usize]));
    }
    Part {
        elements,
        width: drawing.layout.width + 2.0 * BORDER,
        height: drawing.layout.height + 2.0 * BORDER,
        left_out: String::new(),
    }
}

fn node(out: &mut String, graph: &Graph, drawing: &Drawing, p: ProcessorIdx, state: Option<ProcessorState>) {
    let (width, height) = (drawing.node_width, drawing.node_height);
    let centre = drawing.layout.positions[p as usize];
    let (x, y) = (short(centre.x - width / 2.0 + BORDER), short(centre.y - height / 2.0 + BORDER));
    let intent = graph.intent(p);
    // As in the page: the box of an Analyze is round.
    let corner = if intent == Intent::Analyze { height / 2.0 } else { 8.0 };
    let id = graph.id(p);
    let label = node_label(id, width);
    let _ = write!(out, "<g class=\"node {}\">", state.map_or("planned", ProcessorState::name));
    if label != id {
        let _ = write!(out, "<title>{}</title>", escape(id));
    }
    let _ =
        write!(out, "<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{corner}\"/>");
    if let Some(state) = state {
        let _ = write!(out, "{}", Mark { state, x: x + 13.0, y: y + 16.0, scale: 1.0 });
    }
    let left = x + if state.is_some() { 38.0 } else { 20.0 };
    let text = |class, y, text| Text { class, x: left, y, text, room: usize::MAX };
    let caption = state.map_or(intent.name(), ProcessorState::name);
    let _ = writeln!(out, "{}{}</g>", text("id", y + 20.0, &label), text("caption", y + 36.0, caption));
}

/// A box for each processor, all boxes of a state in one path.
fn small(drawing: &Drawing, states: Option<&[ProcessorState]>) -> Part {
    let layout = &drawing.layout;
    let scale = (SMALL / layout.width.max(layout.height)).min(1.0);
    let (width, height) = ((drawing.node_width * scale).max(0.5), (drawing.node_height * scale).max(0.5));
    let mut elements = String::new();
    let mut boxes = |class, of: &dyn Fn(usize) -> bool| {
        let mut d = String::new();
        for (_, centre) in layout.positions.iter().enumerate().filter(|&(p, _)| of(p)) {
            let (x, y) =
                (short(centre.x * scale - width / 2.0 + BORDER), short(centre.y * scale - height / 2.0 + BORDER));
            let _ = write!(d, "M{x} {y}h{0}v{1}h-{0}z", hundredth(width), hundredth(height));
        }
        if !d.is_empty() {
            let _ = writeln!(elements, "<path class=\"boxes {class}\" d=\"{d}\"/>");
        }
    };
    match states {
        None => boxes("planned", &|_| true),
        Some(states) => ProcessorState::ALL.into_iter().for_each(|state| boxes(state.name(), &|p| states[p] == state)),
    }
    Part {
        elements,
        width: layout.width * scale + 2.0 * BORDER,
        height: layout.height * scale + 2.0 * BORDER,
        left_out: "The graph is too large for ids and dependencies: each processor is a box.".into(),
    }
}

fn hundredth(number: f32) -> f32 {
    (number * 100.0).round() / 100.0
}
