//! `dagwood explain`: explains the state of each processor after some events of a run.

use std::io::Write as _;

use dagwood_core::{
    ProcessorIdx, Snapshot, Trace, sentence,
    trace::{Explanation, Rule, Why, explain as explain_one, queue},
};
use serde::Serialize;

use crate::{
    args::{Explain, Format},
    console::{Console, printable},
    exit::{Exit, Failure},
    report::{json, table::Table},
    run::run_in_virtual_time,
};

/// With more processors than this, one must be named: each explanation reads the whole trace.
const PROCESSORS: usize = 1_000;

pub(crate) fn explain(args: &Explain, console: &mut Console) -> Result<Exit, Failure> {
    let (_, trace) = run_in_virtual_time(&args.run, console)?;
    let graph = trace.graph();
    let processors: Vec<ProcessorIdx> = match &args.processor {
        Some(id) => {
            vec![graph.find(id).ok_or_else(|| no_processor(id))?]
        }
        None if graph.len() > PROCESSORS => {
            let message = format!("there are {} processors; name one with --processor", graph.len());
            return Err(Failure::of_call("processor", message));
        }
        None => graph.processors().collect(),
    };
    check_step(args.step, &trace)?;
    let snapshot = Snapshot::at(&trace, args.step);
    let explanations: Vec<_> = processors.iter().map(|&p| explain_one(&trace, &snapshot, p)).collect();
    match args.format {
        Format::Json => json::write(&mut console.out, &Report::new(&trace, &snapshot, &explanations))?,
        Format::Text => write!(console.out, "{}", text(&trace, &snapshot, &explanations))?,
    }
    Ok(Exit::Succeeded)
}

/// The error for an unknown id.
pub(crate) fn no_processor(id: &str) -> Failure {
    Failure::of_call("processor", format!("there is no processor `{}`", printable(id)))
}

/// Checks that a run has this step.
///
/// # Errors
/// [`Failure`] if it has fewer events.
pub(crate) fn check_step(step: usize, run: &Trace) -> Result<(), Failure> {
    let message = || format!("there is no step {step}: the run has {} events", run.len());
    (step <= run.len()).then_some(()).ok_or_else(|| Failure::of_call("step", message()))
}

fn text(trace: &Trace, snapshot: &Snapshot, explanations: &[Explanation]) -> String {
    let (step, events) = (snapshot.cursor(), trace.len());
    let happened = step.checked_sub(1).map_or_else(|| "The run has not started.".into(), |seq| sentence(trace, seq));
    let mut out = format!("step {step} of {events}, at {}: {happened}\n", snapshot.now());
    let ids: Vec<_> = queue(trace, snapshot).into_iter().map(|p| trace.graph().id(p)).collect();
    if !ids.is_empty() {
        out.push_str(&format!("next to start, in this order: {}\n", ids.join(", ")));
    }
    let mut table = Table::new(["processor", "state", "why", "until"]);
    for explanation in explanations {
        let released_by = explanation.released_by.map_or_else(String::new, |seq| {
            format!("event {seq} at {}: {}", trace.event(seq).at, sentence(trace, seq))
        });
        let id = trace.graph().id(explanation.processor);
        table.row(
            [id, explanation.state.name(), &explanation.sentence(trace, snapshot), &released_by]
                .map(|cell| printable(cell).into_owned()),
        );
    }
    format!("{}\n{table}", printable_lines(&out))
}

fn printable_lines(text: &str) -> String {
    text.lines().map(|line| printable(line).into_owned() + "\n").collect()
}

/// The output of `dagwood explain --format json`.
#[derive(Serialize)]
struct Report<'t> {
    step: usize,
    events: usize,
    at_us: u64,
    queue: Vec<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    analysis: Option<AnalysisReport>,
    processors: Vec<ExplanationReport<'t>>,
}

#[derive(Serialize)]
struct AnalysisReport {
    measures: String,
    choices: Vec<String>,
}

#[derive(Serialize)]
struct ExplanationReport<'t> {
    id: &'t str,
    state: &'static str,
    why: &'static str,
    sentence: String,
    #[serde(flatten)]
    detail: Detail<'t>,
    since: Option<usize>,
    released_by: Option<usize>,
    next: Option<usize>,
}

/// The details of a reason; each kind has its own keys.
#[derive(Serialize)]
#[serde(untagged)]
enum Detail<'t> {
    Dependencies { waits_for: Vec<&'t str> },
    Backoff { until_us: u64 },
    Barrier { open_level: Option<u32>, own_level: u32 },
    NoFreeWorker { ahead: Vec<&'t str> },
    Picked { rule: &'static str, over: Option<&'t str> },
    Skipped { cause: Option<&'t str> },
    Nothing {},
}

impl<'t> Report<'t> {
    fn new(trace: &'t Trace, snapshot: &Snapshot, explanations: &[Explanation]) -> Self {
        let id = |p: ProcessorIdx| trace.graph().id(p);
        let detail = |why: &Why| match why {
            Why::Dependencies(missing) => Detail::Dependencies { waits_for: missing.iter().map(|&p| id(p)).collect() },
            Why::Backoff(until) => Detail::Backoff { until_us: until.get() },
            &Why::Barrier { open, own } => Detail::Barrier { open_level: open, own_level: own },
            Why::NoFreeWorker { ahead } => Detail::NoFreeWorker { ahead: ahead.iter().map(|&p| id(p)).collect() },
            Why::Picked { rule, over } => Detail::Picked { rule: Rule::name(*rule), over: over.map(id) },
            Why::Skipped(cause) => Detail::Skipped { cause: cause.map(id) },
            Why::NotBegun | Why::Settling | Why::Completed | Why::Failed | Why::Cancelled => Detail::Nothing {},
        };
        let processor = |explanation: &Explanation| ExplanationReport {
            id: id(explanation.processor),
            state: explanation.state.name(),
            why: explanation.why.name(),
            sentence: explanation.sentence(trace, snapshot),
            detail: detail(&explanation.why),
            since: explanation.since,
            released_by: explanation.released_by,
            next: explanation.next,
        };
        Self {
            step: snapshot.cursor(),
            events: trace.len(),
            at_us: snapshot.now().get(),
            queue: queue(trace, snapshot).into_iter().map(id).collect(),
            analysis: trace.analysis().map(|analysis| AnalysisReport {
                measures: analysis.sentence(),
                choices: (0..analysis.regions.len()).map(|region| analysis.choice_sentence(region)).collect(),
            }),
            processors: explanations.iter().map(processor).collect(),
        }
    }
}
