//! Runs side by side: their costs, their first difference, and their attempts on one time axis.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use dagwood_core::{Micros, Priority, ProcessorState, Trace, trace::spans};
use dagwood_export::drawing::{Tick, ticks};

use super::{Rows, text};
use crate::{
    scene::time_difference,
    state::{Measures, Recording},
};

/// The maximum number of bars; if there are more, the chart shows the first ones and says so.
const MOST_BARS: usize = 2_000;

/// Runs side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The runs, in the order of comparison.
    pub runs: Vec<Compared>,
    /// The first difference, in a sentence.
    pub parting: String,
    /// The time of the first difference, in percent of the axis. `None` if the runs do not differ.
    pub parts_at: Option<f64>,
    /// The rows of the chart.
    pub lanes: Vec<CompareLane>,
    /// The end of the time axis: that of the longest run.
    pub end: Micros,
    /// The marks of the time axis.
    pub ticks: Vec<Tick>,
    /// The number of attempts that the chart leaves out.
    pub left_out: usize,
}

/// The cost of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Its name: its options.
    pub name: String,
    /// [`COLUMNS`], in their order.
    pub cells: [String; COLUMNS.len()],
    /// [`MORE_COLUMNS`], in their order.
    pub more: [String; MORE_COLUMNS.len()],
    /// Whether no other run is faster.
    pub is_fastest: bool,
    /// Its duration, the average busy part of it, and the lower bound: in percent of the axis.
    pub plot: (f64, f64, f64),
}

/// The main measures: the makespan, its difference from the shortest makespan, [`Measures::barrier`] and [`Measures::idle`].
pub const COLUMNS: [&str; 4] = [text::TOTAL, text::VERSUS_BEST, text::AT_BARRIERS, text::COLUMN_IDLE];

/// The other [`Measures`].
pub const MORE_COLUMNS: [&str; 6] = [
    text::OVER_LOWER_BOUND,
    text::UTILISATION,
    text::WAITS_DEPENDENCY,
    text::NO_WORKER,
    text::BACKOFF,
    text::PEAK_READY,
];

/// A row of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareLane {
    /// Its label.
    pub label: String,
    /// Whether it is the first row of a group.
    pub is_first: bool,
    /// The attempts.
    pub bars: Vec<CompareBar>,
}

/// An attempt in the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareBar {
    /// The id of the processor.
    pub id: String,
    /// The range, in percent of the axis.
    pub from_to: (f64, f64),
    /// The result.
    pub outcome: ProcessorState,
    /// Whether the processor starts at a different time in another run.
    pub diverges: bool,
}

impl Comparison {
    /// Puts runs side by side. O(events).
    #[must_use]
    pub fn new(runs: &[Arc<Recording>], rows: Rows) -> Self {
        let end = runs.iter().map(|run| run.trace.makespan()).max().unwrap_or_default();
        let fastest = runs.iter().map(|run| run.trace.makespan()).min().unwrap_or_default();
        let percent = |at: Micros| if end == Micros::ZERO { 0.0 } else { at.get() as f64 * 100.0 / end.get() as f64 };
        let names = names(runs);
        let compared = runs.iter().zip(&names).map(|(run, name)| {
            let m = &run.measures;
            let busy = if m.workers == 0 { 0.0 } else { percent(m.work) / f64::from(m.workers) };
            Compared {
                name: name.clone(),
                cells: cells(m, fastest),
                more: more(m),
                is_fastest: run.trace.makespan() == fastest,
                plot: (percent(m.makespan), busy, percent(m.lower_bound)),
            }
        });
        let starts: Vec<_> = runs.iter().map(|run| Starts::new(&run.trace)).collect();
        let diverges = |id: &str| starts.iter().any(|of_run| of_run.first.get(id) != starts[0].first.get(id));
        let mut bars = 0;
        let mut lanes = Vec::new();
        // For each processor its label, and its rows with their runs.
        let mut by_processor: Vec<(String, Vec<(usize, CompareLane)>)> = Vec::new();
        let mut place = HashMap::new();
        let mut left_out = 0;
        for (number, (run, name)) in runs.iter().zip(&names).enumerate() {
            let graph = run.trace.graph();
            let mut of_run: Vec<CompareLane> = Vec::new();
            for span in spans(&run.trace) {
                if bars == MOST_BARS {
                    left_out += 1;
                    continue;
                }
                bars += 1;
                let id = graph.id(span.processor);
                let bar = CompareBar {
                    id: id.into(),
                    from_to: (percent(span.start), percent(span.end)),
                    outcome: span.outcome,
                    diverges: diverges(id),
                };
                match rows {
                    Rows::ByWorker => {
                        while of_run.len() <= span.worker as usize {
                            let (label, is_first) = (format!("{name}, {}", of_run.len()), of_run.is_empty());
                            of_run.push(CompareLane { label, is_first, bars: Vec::new() });
                        }
                        of_run[span.worker as usize].bars.push(bar);
                    }
                    Rows::ByProcessor => {
                        let at = *place.entry(id).or_insert_with(|| {
                            let mark = if bar.diverges { "◆ " } else { "" };
                            by_processor.push((format!("{mark}{id}"), Vec::new()));
                            by_processor.len() - 1
                        });
                        let (label, of_processor) = &mut by_processor[at];
                        // All attempts of a run in one row; the label has the run's name after that of the processor.
                        match of_processor.last_mut() {
                            Some((of_run, lane)) if *of_run == number => lane.bars.push(bar),
                            _ => {
                                let (label, is_first) = (format!("{label}, {name}"), of_processor.is_empty());
                                of_processor.push((number, CompareLane { label, is_first, bars: vec![bar] }));
                            }
                        }
                    }
                }
            }
            lanes.append(&mut of_run);
        }
        let of_processors = by_processor.into_iter().flat_map(|(_, of_processor)| of_processor);
        lanes.extend(of_processors.map(|(_, lane)| lane));
        let (parting, parts_at) = parting(&starts, &names);
        let parts_at = parts_at.map(percent);
        Self { runs: compared.collect(), parting, parts_at, lanes, end, ticks: ticks(end, 5), left_out }
    }

    /// An instant in percent of the axis.
    #[must_use]
    pub fn percent(&self, at: Micros) -> f64 {
        if self.end == Micros::ZERO { 0.0 } else { (at.get() as f64 * 100.0 / self.end.get() as f64).min(100.0) }
    }

    /// The instant at this fraction of the axis.
    #[must_use]
    pub fn instant(&self, fraction: f64) -> Micros {
        Micros::new((fraction.clamp(0.0, 1.0) * self.end.get() as f64).round() as u64)
    }
}

fn cells(m: &Measures, fastest: Micros) -> [String; COLUMNS.len()] {
    let versus_best = match time_difference(m.makespan, fastest) {
        (Ordering::Equal, ..) => text::BEST.into(),
        (_, by, percent) => text::more_than_best(by, percent),
    };
    [m.makespan.to_string(), versus_best, m.barrier.to_string(), m.idle.to_string()]
}

fn more(m: &Measures) -> [String; MORE_COLUMNS.len()] {
    let share = |part: Micros, whole: f64| if whole == 0.0 { 0.0 } else { part.get() as f64 * 100.0 / whole };
    let available = m.makespan.get() as f64 * f64::from(m.workers);
    let over = share(m.makespan, m.lower_bound.get() as f64) - 100.0;
    [
        format!("+{:.0} %", over.max(0.0)),
        format!("{:.0} %", share(m.work, available)),
        m.dependency.to_string(),
        m.worker.to_string(),
        m.backoff.to_string(),
        m.peak_ready.to_string(),
    ]
}

/// The options of each run, as far as they differ.
fn names(runs: &[Arc<Recording>]) -> Vec<String> {
    let options: Vec<_> = runs.iter().map(|run| run.trace.options()).collect();
    let differ = |what: &dyn Fn(usize) -> u32| (1..runs.len()).any(|i| what(i) != what(0));
    let workers = differ(&|i| options[i].workers);
    let mut names: Vec<String> = Vec::new();
    for (run, options) in runs.iter().zip(&options) {
        let mut name = options.strategy.name().to_owned();
        if options.priority != Priority::default() {
            name += &text::by(options.priority.name());
        }
        if workers {
            name += &text::on(options.workers);
        }
        if !run.trace.forks().is_empty() {
            name += text::FORKED;
        }
        let alike = names.iter().filter(|other| **other == name).count();
        names.push(if alike == 0 { name } else { format!("{name} ({})", alike + 1) });
    }
    names
}

/// The starts of a run.
struct Starts<'t> {
    /// The first start of each id.
    first: HashMap<&'t str, Micros>,
    /// All starts, in their order.
    all: Vec<(Micros, &'t str)>,
}

impl<'t> Starts<'t> {
    fn new(trace: &'t Trace) -> Self {
        let (mut first, mut all) = (HashMap::new(), Vec::new());
        for event in trace.events() {
            let (Some(_), Some(processor)) = (event.kind.worker(), event.processor) else { continue };
            let id = trace.graph().id(processor);
            first.entry(id).or_insert(event.at);
            all.push((event.at, id));
        }
        Self { first, all }
    }
}

/// The first start that differs between runs, in a sentence, and its earliest time.
fn parting(starts: &[Starts], names: &[String]) -> (String, Option<Micros>) {
    let longest = starts.iter().map(|of_run| of_run.all.len()).max().unwrap_or(0);
    let Some(at) = (0..longest).find(|&i| starts.iter().any(|of_run| of_run.all.get(i) != starts[0].all.get(i))) else {
        return (text::NO_DIFFERENCE.into(), None);
    };
    let each = starts.iter().zip(names).map(|(of_run, name)| match of_run.all.get(at) {
        Some(&(when, id)) => text::starts(name, id, when),
        None => text::starts_no_more(name),
    });
    let instant = starts.iter().filter_map(|of_run| of_run.all.get(at)).map(|&(when, _)| when).min();
    (text::first_difference(at + 1, &each.collect::<Vec<_>>().join(", ")), instant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::recording_of;
    use dagwood_core::Strategy;

    const BARRIER: &str = "\
strategy: level
executor_options: { max_concurrency: 2 }
processors:
  - { id: slow, type: local, processor: reverse_text, simulate: { duration_ms: 30 } }
  - { id: quick, type: local, processor: token_counter, simulate: { duration_ms: 10 } }
  - { id: after, type: local, processor: token_counter, depends_on: [quick], simulate: { duration_ms: 20 } }
";

    fn runs(strategies: &[Strategy]) -> Vec<Arc<Recording>> {
        strategies.iter().map(|&strategy| recording_of(BARRIER, Some(strategy))).collect()
    }

    #[test]
    fn a_barrier_costs_what_it_costs() {
        let comparison = Comparison::new(&runs(&[Strategy::Level, Strategy::Reactive]), Rows::ByWorker);
        let cells =
            |of: fn(&Compared) -> &[String]| comparison.runs.iter().map(|run| of(run).join(" | ")).collect::<Vec<_>>();
        assert_eq!(comparison.runs.iter().map(|run| run.name.as_str()).collect::<Vec<_>>(), ["level", "reactive"]);
        assert_eq!(cells(|run| &run.cells), ["50 ms | +20 ms (67 %) | 20 ms | 40 ms", "30 ms | best | 0 ms | 0 ms"]);
        assert_eq!(
            cells(|run| &run.more),
            ["+67 % | 60 % | 10 ms | 0 ms | 0 ms | 2", "+0 % | 100 % | 10 ms | 0 ms | 0 ms | 2"]
        );
        assert_eq!(comparison.parts_at, Some(20.0), "reactive starts after at 10 ms");
        assert_eq!(comparison.runs.iter().map(|run| run.is_fastest).collect::<Vec<_>>(), [false, true]);
        assert_eq!(
            comparison.parting,
            "First difference at start 3: level starts after at 30 ms, reactive starts after at 10 ms."
        );
        let lanes: Vec<_> = comparison.lanes.iter().map(|lane| lane.label.as_str()).collect();
        assert_eq!(lanes, ["level, 0", "level, 1", "reactive, 0", "reactive, 1"]);
        let after = comparison.lanes.iter().flat_map(|lane| &lane.bars).filter(|bar| bar.id == "after");
        assert_eq!(
            after.map(|bar| (bar.from_to, bar.diverges)).collect::<Vec<_>>(),
            [((60.0, 100.0), true), ((20.0, 60.0), true)]
        );
        assert_eq!(
            (comparison.end, comparison.instant(0.5), comparison.percent(Micros::new(99_000))),
            (Micros::new(50_000), Micros::new(25_000), 100.0)
        );
    }

    #[test]
    fn rows_can_be_processors() {
        let comparison = Comparison::new(&runs(&[Strategy::Level, Strategy::Reactive]), Rows::ByProcessor);
        let lanes: Vec<_> = comparison.lanes.iter().map(|lane| (lane.label.as_str(), lane.is_first)).collect();
        assert_eq!(
            lanes,
            [
                ("slow, level", true),
                ("slow, reactive", false),
                ("quick, level", true),
                ("quick, reactive", false),
                ("◆ after, level", true),
                ("◆ after, reactive", false),
            ]
        );
    }

    #[test]
    fn runs_that_are_alike_say_so() {
        let comparison = Comparison::new(&runs(&[Strategy::Reactive, Strategy::Reactive]), Rows::ByWorker);
        assert!(comparison.parting.starts_with("No difference: all runs"));
        assert_eq!(comparison.parts_at, None);
        assert!(comparison.runs.iter().all(|run| run.cells[1] == text::BEST));
        assert_eq!(comparison.runs[1].name, "reactive (2)");
        assert!(comparison.lanes.iter().flat_map(|lane| &lane.bars).all(|bar| !bar.diverges));
    }
}
