//! A workflow or a moment of its run as one SVG picture. It needs nothing else: it has its own colours, for light and dark,
//! and uses the fonts that are there. The same run gives the same bytes on every machine.
//!
//! As in the page, each state has a colour, a mark and a word. All ids and rules of style begin with an id that follows
//! from the content, so several pictures can be in one page.

mod element;
mod graph;
mod legend;
mod style;
#[cfg(test)]
mod tests;
mod timeline;
mod words;

use std::fmt::Write;

use dagwood_core::{Graph, ProcessorState, Snapshot, Trace};
use dagwood_proto::trace;

use element::{COLUMN, Text, escape, wrap};

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The name of the workflow, for the heading.
    pub name: &'a str,
    /// The content.
    pub subject: Subject<'a>,
    /// Whether the levels of the graph go from left to right.
    pub across: bool,
}

/// The content of a picture.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// The graph of a workflow that has not run.
    Workflow(&'a Graph),
    /// The graph at a moment of a run.
    Graph(Moment<'a>),
    /// The timeline of a run, with a moment marked.
    Timeline(Moment<'a>),
    /// The graph at a moment, and the timeline below it.
    Both(Moment<'a>),
}

/// A moment of a run.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// How many of its events have happened; beyond the last one, all.
    pub step: usize,
}

/// A run, and its state at the moment.
struct Scene<'a> {
    trace: &'a Trace,
    snapshot: Snapshot,
}

/// A part of the picture, drawn from its own top left corner.
#[derive(Default)]
struct Part {
    elements: String,
    width: f32,
    height: f32,
    /// What it leaves out, in sentences; empty if nothing.
    left_out: String,
}

/// The space around the picture and between its parts.
const MARGIN: f32 = 16.0;
/// The minimum width of the parts, for the heading and the legend.
const NARROWEST: f32 = 420.0;
/// From one line of the heading to the next, and the maximum number of lines for one text.
const LINE: f32 = 18.0;
const ROWS: usize = 3;

/// Draws a picture: an SVG document. A part that would be too large is simplified, and says so.
#[must_use]
pub fn write(picture: &Picture) -> String {
    let (graph, scene) = match picture.subject {
        Subject::Workflow(graph) => (graph, None),
        Subject::Graph(Moment { trace, step })
        | Subject::Timeline(Moment { trace, step })
        | Subject::Both(Moment { trace, step }) => {
            (&**trace.graph(), Some(Scene { trace, snapshot: Snapshot::at(trace, step) }))
        }
    };
    let (parts, width) = parts(picture, graph, scene.as_ref());
    let left_out = parts.iter().map(|part| &*part.left_out).filter(|text| !text.is_empty());
    let [name, about, moment] = words::heading(picture.name, graph, scene.as_ref());
    let lines = [("name", &*name), ("line", &about), ("line", &moment)].into_iter();
    let (body, height) = body(lines.chain(left_out.clone().map(|text| ("note", text))), &parts, width);
    let title = words::title(picture, scene.as_ref());
    let description = left_out.fold(words::description(graph, scene.as_ref()), |all, text| format!("{all} {text}"));
    document(&title, &description, &body, (width + 2.0 * MARGIN).ceil(), height)
}

/// The parts from top to bottom, and the width of the widest.
fn parts(picture: &Picture, graph: &Graph, scene: Option<&Scene>) -> (Vec<Part>, f32) {
    let states: Option<Vec<ProcessorState>> = scene.map(|scene| scene.snapshot.states().collect());
    let widest = |parts: &[Part]| parts.iter().fold(NARROWEST, |width, part| width.max(part.width));
    let mut parts = Vec::new();
    if !matches!(picture.subject, Subject::Timeline(_)) {
        parts.push(graph::draw(graph, states.as_deref(), picture.across));
    }
    if let (Subject::Timeline(_) | Subject::Both(_), Some(scene)) = (picture.subject, scene) {
        parts.push(timeline::draw(scene, widest(&parts)));
    }
    let width = widest(&parts);
    if let Some(states) = &states {
        parts.insert(1, legend::draw(states, width));
    }
    (parts, width)
}

/// The heading and the parts, and the height of the picture.
fn body<'t>(lines: impl Iterator<Item = (&'static str, &'t str)>, parts: &[Part], width: f32) -> (String, f32) {
    let mut body = String::new();
    let mut top = MARGIN;
    let room = (width / COLUMN) as usize;
    for (class, line) in lines.filter(|(_, line)| !line.is_empty()) {
        for text in wrap(line, room, ROWS) {
            // Writing to a string does not fail.
            let _ = writeln!(body, "{}", Text { class, x: MARGIN, y: top + 12.0, text: &text, room });
            top += LINE;
        }
    }
    for part in parts {
        top += MARGIN;
        let left = MARGIN + ((width - part.width) / 2.0).floor();
        let _ = writeln!(body, "<g transform=\"translate({left} {top})\">\n{}</g>", part.elements);
        top += part.height;
    }
    (body, (top + MARGIN).ceil())
}

fn document(title: &str, description: &str, body: &str, width: f32, height: f32) -> String {
    // Pictures that differ have different ids.
    let id = format!("dagwood-{}", &trace::hash(format!("{title}{description}{body}").as_bytes())[..8]);
    let (title, description) = (escape(title), escape(description));
    let (style, definitions) = (style::sheet(&id), style::definitions(&id));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n\
         <style>\n{style}</style>\n{definitions}\
         <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n{body}</svg>\n"
    )
}
