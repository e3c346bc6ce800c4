//! `dagwood compare`: runs a workflow under every strategy and on several numbers of workers.

use std::{fmt::Write as _, io::Write as _};

use dagwood_core::{
    Micros, Payload, Priority, RunOptions, Status, Strategy, Trace, VirtualDriver, counted,
    run::Choice,
    trace::{Metrics, Waiting},
};
use dagwood_proto::trace;
use serde::Serialize;

use crate::{
    args::{Compare, Format},
    console::Console,
    exit::{Exit, Failure},
    input,
    report::{json, table::Table},
    source::Source,
};

pub(crate) fn compare(args: &Compare, console: &mut Console) -> Result<Exit, Failure> {
    let source = Source::read(&args.file)?;
    let plan = source.plan(args.choices.overrides(None), &args.folder, console)?;
    let input = input::read(&args.input)?;
    let options = plan.options();
    let workers = if args.workers.is_empty() { &[options.workers][..] } else { &args.workers };
    let mut comparison = Comparison::new(options);
    for &workers in workers {
        let traces = variants(args.choices.priority).map(|choice| {
            let Choice { strategy, priority } = choice;
            let options = RunOptions { strategy, priority, workers, ..options };
            (choice, VirtualDriver::new(&plan, options, input.clone()).run_to_end())
        });
        comparison.add(traces);
    }
    match args.format {
        Format::Json => json::write(&mut console.out, &comparison)?,
        Format::Text => write!(console.out, "{}", text(&comparison))?,
    }
    let succeeded = comparison.runs.iter().all(|run| run.status == Status::Succeeded.name());
    Ok(if succeeded { Exit::Succeeded } else { Exit::Unsuccessful })
}

/// The variants to compare, in the order of the report: every strategy; the work queue with every priority or with this
/// one.
fn variants(priority: Option<Priority>) -> impl Iterator<Item = Choice> {
    Strategy::ALL.into_iter().flat_map(move |strategy| {
        let matters = strategy == Strategy::WorkQueue;
        let counts = move |&other: &Priority| {
            if matters { priority.is_none_or(|only| only == other) } else { other == Priority::default() }
        };
        Priority::ALL.into_iter().filter(counts).map(move |priority| Choice { strategy, priority })
    })
}

/// The output of `--format json`. The names and their order are part of the command line's contract; times named `_us`
/// are in microseconds, ratios are rounded to four digits.
#[derive(Serialize)]
struct Comparison {
    failure_strategy: &'static str,
    /// Whether all runs have the same output.
    same_output: bool,
    /// All strategies for each number of workers.
    runs: Vec<Run>,
    #[serde(skip)]
    output: Option<Option<Payload>>,
}

#[derive(Serialize)]
struct Run {
    #[serde(skip)]
    name: String,
    strategy: &'static str,
    /// The priority of the work queue; null for the other strategies.
    priority: Option<&'static str>,
    workers: u32,
    status: &'static str,
    /// Whether no run on the same number of workers took less time; a run that ended early is never the best.
    best: bool,
    makespan_us: u64,
    lower_bound_us: u64,
    graham_bound_us: u64,
    critical_path_us: u64,
    /// The makespan divided by the lower bound.
    over_lower_bound: f64,
    /// The total busy time of all workers: the work.
    busy_us: u64,
    /// The total idle time of all workers.
    idle_us: u64,
    /// The busy time as a share of the total, from 0 to 1.
    utilisation: f64,
    /// The busy time of each worker.
    workers_busy_us: Vec<u64>,
    peak_ready: usize,
    mean_ready: f64,
    /// The total waiting time of all processors.
    waiting: Waits,
    trace_hash: String,
}

#[derive(Serialize)]
struct Waits {
    dependency_us: u64,
    barrier_us: u64,
    worker_us: u64,
    backoff_us: u64,
}

impl Comparison {
    fn new(options: RunOptions) -> Self {
        let failure_strategy = options.failure_strategy.name();
        Self { failure_strategy, same_output: true, runs: Vec::new(), output: None }
    }

    /// Adds the runs on one number of workers.
    fn add(&mut self, traces: impl Iterator<Item = (Choice, Trace)>) {
        let start = self.runs.len();
        for (choice, trace) in traces {
            let output = trace.output().cloned();
            self.same_output &= *self.output.get_or_insert_with(|| output.clone()) == output;
            self.runs.push(Run::new(choice, &trace));
        }
        let group = &mut self.runs[start..];
        let whole = |run: &Run| run.status != Status::Failed.name();
        let least = group.iter().filter(|run| whole(run)).map(|run| run.makespan_us).min();
        for run in group {
            run.best = whole(run) && Some(run.makespan_us) == least;
        }
    }
}

impl Run {
    fn new(choice: Choice, trace: &Trace) -> Self {
        let Choice { strategy, priority } = choice;
        let metrics = Metrics::new(trace);
        let Waiting { dependency, barrier, worker, backoff } = metrics.waiting();
        Self {
            name: choice.to_string(),
            strategy: strategy.name(),
            priority: (strategy == Strategy::WorkQueue).then_some(priority.name()),
            workers: metrics.workers,
            status: trace.status().map_or("", Status::name),
            best: false,
            makespan_us: metrics.makespan.get(),
            lower_bound_us: metrics.lower_bound.get(),
            graham_bound_us: metrics.graham_bound.get(),
            critical_path_us: metrics.critical_path.get(),
            over_lower_bound: rounded(metrics.over_lower_bound()),
            busy_us: metrics.work().get(),
            idle_us: metrics.idle().get(),
            utilisation: rounded(metrics.utilisation()),
            workers_busy_us: metrics.busy.iter().map(|busy| busy.get()).collect(),
            peak_ready: metrics.peak_ready,
            mean_ready: rounded(metrics.mean_ready()),
            waiting: Waits {
                dependency_us: dependency.get(),
                barrier_us: barrier.get(),
                worker_us: worker.get(),
                backoff_us: backoff.get(),
            },
            trace_hash: trace::hash(&trace::encode(trace)),
        }
    }

    /// A remark that the numbers do not show.
    fn note(&self) -> &'static str {
        match (self.best, self.status) {
            (true, "partial") => "best, partial",
            (true, _) => "best",
            (false, "succeeded") => "",
            (false, status) => status,
        }
    }
}

/// Four digits are enough, and are the same on every machine.
fn rounded(ratio: f64) -> f64 {
    (ratio * 10_000.0).round() / 10_000.0
}

fn text(comparison: &Comparison) -> String {
    let Comparison { failure_strategy, same_output, runs, .. } = comparison;
    let time = |us: u64| Micros::new(us).to_string();
    let heads = ["strategy", ">workers", ">makespan", ">× bound", ">busy", ">idle", ">peak ready", "", ""];
    let mut table = Table::new(heads);
    let mut waits = Table::new(["waiting for", ">workers", ">dependency", ">barrier", ">free worker", ">backoff"]);
    let slowest = runs.iter().map(|run| run.makespan_us).max().unwrap_or(0);
    for run in runs {
        table.row([
            run.name.clone(),
            run.workers.to_string(),
            time(run.makespan_us),
            format!("{:.2}", run.over_lower_bound),
            format!("{:.1} %", run.utilisation * 100.0),
            time(run.idle_us),
            run.peak_ready.to_string(),
            bar(run.makespan_us, slowest),
            run.note().into(),
        ]);
        let Waits { dependency_us, barrier_us, worker_us, backoff_us } = run.waiting;
        let [dependency, barrier, worker, backoff] = [dependency_us, barrier_us, worker_us, backoff_us].map(time);
        waits.row([run.name.clone(), run.workers.to_string(), dependency, barrier, worker, backoff]);
    }
    let output = match (same_output, runs.iter().all(|run| run.status == Status::Succeeded.name())) {
        (true, true) => "Every run gives the same output; only the timing differs.",
        (true, false) => "Every run gives the same output.",
        (false, _) => "The outputs differ, because a failure ended some runs early.",
    };
    // Writing to a string does not fail.
    let mut text = format!("{table}\n{waits}\n");
    for group in runs.chunk_by(|a, b| a.workers == b.workers) {
        let _ = write!(text, "{}", bounds(group));
    }
    let _ = writeln!(text, "\n{failure_strategy}. {output}");
    text
}

/// The bounds of any schedule on this number of workers. If a failure ended runs early, they did different work, and
/// there is no common bound.
fn bounds(group: &[Run]) -> String {
    let bounds = |run: &Run| (run.lower_bound_us, run.graham_bound_us, run.busy_us, run.critical_path_us);
    let Some(first) = group.first().filter(|first| group.iter().all(|run| bounds(run) == bounds(first))) else {
        return String::new();
    };
    let (least, most, work, path) = bounds(first);
    let [least, most, work, path] = [least, most, work, path].map(|us| Micros::new(us).to_string());
    let workers = counted(first.workers, "worker");
    format!(
        "{workers}: {work} of work, critical path {path}. No schedule takes less than {least}.\n\
         {:>indent$}A schedule that leaves no worker idle while a processor is ready takes at most {most}.\n",
        "",
        indent = workers.len() + 2,
    )
}

/// A bar as long as `part` is of `whole`, in eighths of a character.
fn bar(part: u64, whole: u64) -> String {
    const WIDTH: u128 = 16;
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (u128::from(part) * WIDTH * 8).checked_div(whole.into()).unwrap_or(0) as usize;
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn bars_are_in_proportion() {
        assert_eq!(bar(5, 5), "█".repeat(16));
        assert_eq!(bar(1, 32), "▌");
        assert_eq!(bar(0, 5), "");
        assert_eq!(bar(0, 0), "");
    }
}
