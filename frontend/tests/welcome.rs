//! Keeps the welcome view up to date: one workflow under two strategies on one time axis, drawn from real runs.

use std::fmt::Write;

use dagwood_core::{
    Micros, Payload, RunOptions, Strategy, Trace, VirtualDriver, compile,
    trace::{Span, spans},
};
use dagwood_export::drawing::{fitted, short, ticks};
use expect_test::expect_file;

const WORKFLOW: &str = include_str!("../../public/examples/barrier.yaml");

/// The space above the lanes of a run, for its name and time; the height of a lane, and of its bars.
const ABOVE: f32 = 26.0;
const LANE: f32 = 20.0;
const BAR: f32 = 16.0;
/// The length of the time axis, and the space below it and to its right.
const AXIS: f32 = 560.0;
const BELOW: f32 = 22.0;
const RIGHT: f32 = 24.0;

#[test]
fn a_first_visit_shows_what_a_strategy_changes() {
    let [level, reactive] = [Strategy::Level, Strategy::Reactive].map(run);
    let (slow, fast) = (level.makespan(), reactive.makespan());
    let sentence = format!(
        "The same workflow takes <strong>{slow}</strong> under <code>level</code> and <strong>{fast}</strong> under \
         <code>reactive</code>: <code>level</code> waits at each barrier, a dashed line, until the slowest processor of the \
         level has ended; <code>reactive</code> starts each processor as soon as its own dependencies have ended."
    );
    let html = format!("{}<p>{sentence}</p>\n", drawing([(Strategy::Level, &level), (Strategy::Reactive, &reactive)]));
    expect_file!["../welcome.html"].assert_eq(&html);
}

fn run(strategy: Strategy) -> Trace {
    let plan = compile(WORKFLOW).plan.expect("it is valid");
    VirtualDriver::new(&plan, RunOptions { strategy, ..plan.options() }, Payload::from("")).run_to_end()
}

/// When each level ends, except the last one.
fn barriers(trace: &Trace, spans: &[Span]) -> Vec<Micros> {
    let graph = trace.graph();
    let end = |level| spans.iter().filter(|span| graph.rank(span.processor) == level).map(|span| span.end).max();
    (0..graph.levels() as u32 - 1).filter_map(end).collect()
}

fn drawing(runs: [(Strategy, &Trace); 2]) -> String {
    let whole = runs.iter().map(|(_, trace)| trace.makespan()).max().expect("there are two");
    let place = |at: Micros| short((at.get() as f64 / whole.get() as f64 * f64::from(AXIS)) as f32);
    let (mut out, mut top, mut label) = (String::new(), 0.0, String::new());
    for (strategy, trace) in runs {
        let (spans, name) = (spans(trace), strategy.name());
        let bottom = top + ABOVE + trace.most_workers() as f32 * LANE;
        // Writing to a string does not fail.
        let _ = write!(label, "{name}: {}. ", trace.makespan());
        let _ = writeln!(out, "<text class=\"name\" y=\"{}\">{name}: {}</text>", top + 18.0, trace.makespan());
        for span in &spans {
            let (x, y) = (place(span.start), top + ABOVE + span.worker as f32 * LANE);
            let (width, id) = (short(place(span.end) - x), trace.graph().id(span.processor));
            let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\" rx=\"2\"/>");
            if fitted(id, f64::from(width)) == id {
                let _ = write!(out, "<text x=\"{}\" y=\"{}\">{id}</text>", x + 4.0, y + 12.0);
            }
            out.push('\n');
        }
        if strategy == Strategy::Level {
            for at in barriers(trace, &spans) {
                let _ = writeln!(out, "<path class=\"barrier\" d=\"M{} {}V{bottom}\"/>", place(at), top + ABOVE - 4.0);
            }
        }
        top = bottom;
    }
    for tick in ticks(whole, 6) {
        let x = place(tick.at);
        let _ = writeln!(
            out,
            "<path class=\"tick\" d=\"M{x} {top}v5\"/><text class=\"time\" x=\"{x}\" y=\"{}\">{}</text>",
            top + 18.0,
            tick.label
        );
    }
    let (width, height) = (AXIS + RIGHT, top + BELOW);
    format!("<svg viewBox=\"-1 0 {width} {height}\" role=\"img\" aria-label=\"{}\">\n{out}</svg>\n", label.trim_end())
}
