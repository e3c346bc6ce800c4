//! A small animation of five processors under each strategy. It plays once, in less than five seconds.

use dagwood_core::Strategy;
use leptos::prelude::*;

/// An attempt: processor, worker, start and end in milliseconds.
type Bar = (u8, u8, u16, u16);

const IDS: [&str; 5] = ["a", "b", "c", "d", "e"];
const DEPENDENCIES: [(u8, u8); 3] = [(1, 2), (2, 4), (3, 4)];
/// The centre of each processor in the graph, with the levels from left to right.
const PLACES: [(u16, u16); 5] = [(10, 10), (10, 32), (60, 32), (10, 54), (110, 43)];
/// The end of the longest run.
const LONGEST: u16 = 110;
/// The slowdown: milliseconds of animation per millisecond of the run.
const SLOWER: u16 = 40;

/// The attempts of a run under a strategy. A test compares them with the engine.
const fn bars(strategy: Strategy) -> [Bar; 5] {
    match strategy {
        Strategy::WorkQueue => [(0, 0, 0, 40), (1, 1, 0, 20), (2, 1, 20, 60), (3, 0, 40, 70), (4, 0, 70, 90)],
        Strategy::Level => [(0, 0, 0, 40), (1, 1, 0, 20), (3, 1, 20, 50), (2, 0, 50, 90), (4, 0, 90, 110)],
        Strategy::Reactive => [(0, 0, 0, 40), (1, 1, 0, 20), (3, 1, 20, 50), (2, 0, 40, 80), (4, 0, 80, 100)],
        Strategy::Hybrid => [(1, 0, 0, 20), (3, 1, 0, 30), (2, 0, 20, 60), (0, 1, 30, 70), (4, 0, 60, 80)],
    }
}

/// When its run ends, in milliseconds.
pub(super) fn end(strategy: Strategy) -> u16 {
    bars(strategy).iter().map(|&(.., end)| end).max().unwrap_or(0)
}

/// The run under a strategy: a lane for each worker, a bar for each processor. It plays when it is mounted.
#[component]
pub(super) fn Miniature(strategy: Strategy) -> impl IntoView {
    let bar = |(processor, worker, start, end): Bar| {
        let (x, y, width) = (2 * start, 18 * u16::from(worker), 2 * (end - start));
        let (delay, duration) = (SLOWER * start, SLOWER * (end - start));
        view! {
            <g style=format!("animation-delay:{delay}ms")>
                <rect
                    x=x
                    y=y
                    width=width
                    height="16"
                    style=format!("animation-delay:{delay}ms;animation-duration:{duration}ms")
                />
                <text x=x + width / 2 y=y + 12>
                    {IDS[usize::from(processor)]}
                </text>
            </g>
        }
    };
    view! {
        <svg class="miniature" viewBox=format!("-1 -1 {} 36", 2 * LONGEST + 2) aria-hidden="true">
            {bars(strategy).map(bar).collect_view()}
            <path d=format!("M{} -1v36", 2 * end(strategy)) />
        </svg>
    }
}

/// The graph of the five processors.
#[component]
pub(super) fn MiniatureGraph() -> impl IntoView {
    let place = |processor: u8| PLACES[usize::from(processor)];
    let edge = move |(from, to)| {
        let ((x1, y1), (x2, y2)) = (place(from), place(to));
        view! { <path d=format!("M{} {y1}L{} {y2}", x1 + 9, x2 - 9) /> }
    };
    let node = move |(id, (x, y)): (&'static str, (u16, u16))| {
        view! {
            <circle cx=x cy=y r="8.5" />
            <text x=x y=y + 4>
                {id}
            </text>
        }
    };
    view! {
        <svg class="miniature graph" viewBox="0 0 120 64" aria-hidden="true">
            {DEPENDENCIES.map(edge).collect_view()}
            {IDS.into_iter().zip(PLACES).map(node).collect_view()}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use dagwood_core::{Micros, trace::spans};

    use super::*;
    use crate::scene::testing::recording_of;

    const WORKFLOW: &str = "\
strategy: reactive
executor_options: { max_concurrency: 2 }
processors:
  - { id: a, type: local, processor: reverse_text, simulate: { duration_ms: 40 } }
  - { id: b, type: local, processor: reverse_text, simulate: { duration_ms: 20 } }
  - { id: c, type: local, processor: reverse_text, depends_on: [b], simulate: { duration_ms: 40 } }
  - { id: d, type: local, processor: reverse_text, simulate: { duration_ms: 30 } }
  - { id: e, type: local, processor: reverse_text, depends_on: [c, d], simulate: { duration_ms: 20 } }
";

    #[test]
    fn draws_what_the_engine_does() {
        for strategy in Strategy::ALL {
            let recording = recording_of(WORKFLOW, Some(strategy));
            let (trace, graph) = (&recording.trace, recording.trace.graph());
            let ms = |time: Micros| u16::try_from(time.get() / 1_000).expect("it is short");
            let small = |number: u32| u8::try_from(number).expect("it is small");
            let ran: Vec<Bar> = spans(trace)
                .iter()
                .map(|span| (small(span.processor), small(span.worker), ms(span.start), ms(span.end)))
                .collect();
            assert_eq!(ran, bars(strategy), "{}", strategy.name());
            assert!(end(strategy) <= LONGEST, "{}", strategy.name());
            let dependencies: Vec<_> = graph
                .processors()
                .flat_map(|to| graph.dependencies(to).iter().map(move |&from| (small(from), small(to))))
                .collect();
            assert_eq!(dependencies, DEPENDENCIES);
            assert_eq!(graph.processors().map(|p| graph.id(p)).collect::<Vec<_>>(), IDS);
        }
    }

    #[test]
    fn stops_by_itself() {
        // WCAG 2.2, 2.2.2: what moves for longer needs a control that stops it.
        assert!(u32::from(LONGEST) * u32::from(SLOWER) < 5_000);
    }
}
