//! The timeline: a lane for each worker, a bar for each attempt, a time axis, and the moment as a line. Very many bars are
//! drawn without labels.

use std::{collections::BTreeMap, fmt::Write};

use dagwood_core::{
    Micros, ProcessorState, Snapshot,
    trace::{Span, spans},
};

use super::{
    Part, Scene,
    element::{COLUMN, Mark, Text, escape},
};
use crate::drawing::{fitted, short, ticks};

/// The height of a lane and of its bars.
const LANE: f32 = 24.0;
const BAR: f32 = 18.0;
/// The space for the names of the workers, to the right of the axis, above the lanes and below them.
const NAMES: f32 = 96.0;
const RIGHT: f32 = 56.0;
const ABOVE: f32 = 20.0;
const BELOW: f32 = 20.0;
/// The shortest axis.
const AXIS: f32 = 560.0;
/// From one time of the axis to the next, and the maximum number of times.
const TICK: f32 = 110.0;
const TICKS: u64 = 12;
/// Up to this many bars, each has a mark and a label.
const LABELLED: usize = 400;
/// The maximum number of lanes that includes idle workers, and the maximum number of all lanes.
const IDLE_LANES: u32 = 16;
const LANES: u32 = 100;

/// The measures of one timeline.
struct Axis {
    width: f32,
    makespan: Micros,
}

/// Draws the timeline, as wide as the rest of the picture if that is wide enough.
pub(super) fn draw(scene: &Scene, width: f32) -> Part {
    let Scene { trace, snapshot } = scene;
    let axis = Axis { width: (width - NAMES - RIGHT).max(AXIS).floor(), makespan: trace.makespan() };
    let spans = spans(trace);
    let used = spans.iter().map(|span| span.worker + 1).max().unwrap_or(0);
    let workers = trace.most_workers().max(used);
    let lanes = workers.min(IDLE_LANES.max(used)).min(LANES);
    let bottom = ABOVE + lanes as f32 * LANE;
    let mut out = String::new();
    for tick in ticks(axis.makespan, TICKS.min((axis.width / TICK) as u64)) {
        let x = axis.place(tick.at);
        let _ = writeln!(
            out,
            "<path class=\"tick\" d=\"M{x} {ABOVE}V{bottom}\"/><text class=\"time\" x=\"{x}\" y=\"{}\">{}</text>",
            bottom + 15.0,
            tick.label
        );
    }
    for lane in 0..lanes {
        let (text, y) = (format!("Worker {lane}"), ABOVE + lane as f32 * LANE + 16.0);
        let _ = writeln!(out, "{}", Text { class: "worker", x: 0.0, y, text: &text, room: (NAMES / COLUMN) as usize });
    }
    let shown = spans.iter().filter(|span| span.worker < lanes);
    if spans.len() > LABELLED {
        bulk(&mut out, &axis, shown, snapshot);
    } else {
        shown.for_each(|span| bar(&mut out, &axis, scene, span));
    }
    let now = axis.place(snapshot.now());
    let _ = writeln!(
        out,
        "<path class=\"now\" d=\"M{now} {}V{bottom}\"/><text class=\"time moment\" x=\"{now}\" y=\"12\">{}</text>",
        ABOVE - 4.0,
        snapshot.now()
    );
    let left_out = left_out(&spans, lanes, workers);
    Part { elements: out, width: NAMES + axis.width + RIGHT, height: bottom + BELOW, left_out }
}

fn left_out(spans: &[Span], lanes: u32, workers: u32) -> String {
    let mut text = String::new();
    if spans.len() > LABELLED {
        let _ = write!(text, "The timeline has too many attempts for labels: {}. ", spans.len());
    }
    if workers > lanes {
        let without = spans.iter().filter(|span| span.worker >= lanes).count();
        let attempts = spans.len();
        let _ = write!(
            text,
            "The timeline shows {lanes} of {workers} workers; the others run {without} of {attempts} attempts."
        );
    }
    text.trim_end().into()
}

impl Axis {
    fn place(&self, at: Micros) -> f32 {
        let share = at.get() as f64 / self.makespan.get().max(1) as f64;
        short(NAMES + (share * f64::from(self.width)) as f32)
    }
}

/// Where the bars of a lane begin.
fn top(lane: u32) -> f32 {
    ABOVE + lane as f32 * LANE + (LANE - BAR) / 2.0
}

/// The state of an attempt at the moment; waiting before it starts.
fn state(span: &Span, step: usize) -> ProcessorState {
    if span.start_seq >= step {
        ProcessorState::Waiting
    } else if span.end_seq >= step {
        ProcessorState::Executing
    } else {
        span.outcome
    }
}

fn bar(out: &mut String, axis: &Axis, Scene { trace, snapshot }: &Scene, span: &Span) {
    let state = state(span, snapshot.cursor());
    let (left, right) = (axis.place(span.start), axis.place(span.end));
    let (width, top) = (short(right - left), top(span.worker));
    let id = trace.graph().id(span.processor);
    let label = if span.attempt > 1 { format!("{id} ({})", span.attempt) } else { id.into() };
    // The mark takes 18 pixels. On a narrower bar, only a mark for an attempt without a result is drawn, across the bar.
    let marked = !matches!(state, ProcessorState::Waiting) && width >= 20.0;
    let across = matches!(state, ProcessorState::Failed | ProcessorState::Cancelled) && !marked;
    let inset = if marked { 18.0 } else { 0.0 };
    let fitting = fitted(&label, f64::from(width - inset));
    let class = if matches!(state, ProcessorState::Waiting) { "future" } else { state.name() };
    let _ = write!(out, "<g class=\"bar {class}\">");
    if fitting != label {
        let _ = write!(out, "<title>{}</title>", escape(&label));
    }
    let mut rect = |class: &str, width: f32| {
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{BAR}\" rx=\"3\"/>"
        );
    };
    match state {
        ProcessorState::Waiting => rect("whole rim", width),
        ProcessorState::Executing => {
            rect("whole", width);
            rect("done", short(axis.place(snapshot.now()).clamp(left, right) - left));
            rect("open rim", width);
        }
        _ => rect("done rim", width),
    }
    if marked {
        let _ = write!(out, "{}", Mark { state, x: left + 4.0, y: top + 3.0, scale: 0.75 });
    } else if across {
        let mark = Mark { state, x: f32::midpoint(left, right) - 6.0, y: top + 3.0, scale: 0.75 };
        let _ = write!(out, "<g class=\"halo\">{mark}</g>{mark}");
    }
    if !fitting.is_empty() {
        let x = left + 5.0 + inset;
        let _ = write!(out, "{}", Text { class: "label", x, y: top + 13.0, text: &fitting, room: usize::MAX });
    }
    out.push_str("</g>\n");
}

/// Very many bars: one path for each state, in which bars that touch are one.
fn bulk<'s>(out: &mut String, axis: &Axis, shown: impl Iterator<Item = &'s Span>, snapshot: &Snapshot) {
    let mut paths = ProcessorState::ALL.map(|state| (state, Bars::default()));
    let mut add = |state, span: &Span, start, end| {
        if let Some((_, bars)) = paths.iter_mut().find(|(of, _)| *of == state) {
            // Whole pixels bound the size of the path.
            bars.add(span.worker, axis.place(start).floor(), axis.place(end).ceil());
        }
    };
    for span in shown {
        match state(span, snapshot.cursor()) {
            ProcessorState::Executing => {
                add(ProcessorState::Executing, span, span.start, snapshot.now());
                add(ProcessorState::Waiting, span, snapshot.now(), span.end);
            }
            state => add(state, span, span.start, span.end),
        }
    }
    for (state, bars) in paths {
        let d = bars.path();
        if !d.is_empty() {
            let _ = writeln!(out, "<path class=\"boxes {}\" d=\"{d}\"/>", state.name());
        }
    }
}

/// Bars of one state, in the order of their starts.
#[derive(Default)]
struct Bars {
    path: String,
    /// The last bar of each lane, which the next one may extend.
    last: BTreeMap<u32, (f32, f32)>,
}

impl Bars {
    fn add(&mut self, lane: u32, from: f32, to: f32) {
        match self.last.get_mut(&lane) {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => {
                if let Some(last) = self.last.insert(lane, (from, to)) {
                    self.write(lane, last);
                }
            }
        }
    }

    fn write(&mut self, lane: u32, (from, to): (f32, f32)) {
        let (top, width) = (top(lane), (to - from).max(0.5));
        let _ = write!(self.path, "M{from} {top}h{width}v{BAR}h-{width}z");
    }

    fn path(mut self) -> String {
        for (lane, last) in std::mem::take(&mut self.last) {
            self.write(lane, last);
        }
        self.path
    }
}
