//! `dagwood compare`: the same workflow under every strategy.

use std::io::Write as _;

use dagwood_core::{Micros, Overrides, RunOptions, Status, Strategy, Trace, VirtualDriver};
use serde::Serialize;

use crate::{
    args::{Compare, Format},
    console::Console,
    exit::{Exit, Failure},
    input,
    report::{json, spans::busy, table::Table, trace_hash},
    source::Source,
};

pub(crate) fn compare(args: &Compare, console: &mut Console) -> Result<Exit, Failure> {
    let source = Source::read(&args.file)?;
    let plan = source.plan(args.choices.overrides(None), console)?;
    let input = input::read(&args.input)?;
    let run = |strategy| {
        let overrides = Overrides { strategy: Some(strategy), ..Overrides::default() };
        VirtualDriver::new(&plan, overrides.apply(plan.options()), input.clone()).run_to_end()
    };
    let traces = Strategy::ALL.map(run);
    let comparison = Comparison::new(plan.options(), &traces);
    match args.format {
        Format::Json => json::write(&mut console.out, &comparison)?,
        Format::Text => write!(console.out, "{}", text(&comparison))?,
    }
    let succeeded = traces.iter().all(|trace| trace.status() == Some(Status::Succeeded));
    Ok(if succeeded { Exit::Succeeded } else { Exit::Unsuccessful })
}

/// What `--format json` prints.
#[derive(Serialize)]
struct Comparison {
    workers: u32,
    failure_strategy: &'static str,
    /// Whether the output of the run is the same under every strategy.
    same_output: bool,
    strategies: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    strategy: &'static str,
    status: &'static str,
    makespan_us: u64,
    /// The time that all workers together were occupied.
    busy_us: u64,
    /// That time as a share of what they had, from 0 to 1.
    utilisation: f64,
    trace_hash: String,
}

impl Comparison {
    fn new(options: RunOptions, traces: &[Trace]) -> Self {
        let row = |trace: &Trace| {
            let (makespan, busy) = (trace.makespan().get(), busy(trace).get());
            let available = makespan.saturating_mul(options.workers.into());
            let share = if available == 0 { 0.0 } else { busy as f64 / available as f64 };
            Row {
                strategy: trace.options().strategy.name(),
                status: trace.status().map_or("", Status::name),
                makespan_us: makespan,
                busy_us: busy,
                // Four digits say all there is to say, and are the same on every machine.
                utilisation: (share * 10_000.0).round() / 10_000.0,
                trace_hash: trace_hash(trace),
            }
        };
        Self {
            workers: options.workers,
            failure_strategy: options.failure_strategy.name(),
            same_output: traces.windows(2).all(|pair| pair[0].output() == pair[1].output()),
            strategies: traces.iter().map(row).collect(),
        }
    }
}

fn text(comparison: &Comparison) -> String {
    let mut table = Table::new(["strategy", "status", ">makespan", ">workers busy", ""]);
    let slowest = comparison.strategies.iter().map(|row| row.makespan_us).max().unwrap_or(0);
    for row in &comparison.strategies {
        table.row([
            row.strategy.into(),
            row.status.into(),
            Micros::new(row.makespan_us).to_string(),
            format!("{:.1} %", row.utilisation * 100.0),
            bar(row.makespan_us, slowest),
        ]);
    }
    let workers = comparison.workers;
    let workers = if workers == 1 { "1 worker".into() } else { format!("{workers} workers") };
    let output = if comparison.same_output {
        "Every strategy gives the same output; only the timing differs."
    } else {
        "The output depends on the strategy, because a failure ended the run before everything had run."
    };
    format!("{table}\n{workers}, {}. {output}\n", comparison.failure_strategy)
}

/// A bar as long as `part` is of `whole`, in eighths of a character.
fn bar(part: u64, whole: u64) -> String {
    const WIDTH: u128 = 32;
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (u128::from(part) * WIDTH * 8).checked_div(whole.into()).unwrap_or(0) as usize;
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn bars_are_in_proportion() {
        assert_eq!(bar(5, 5), "█".repeat(32));
        assert_eq!(bar(1, 64), "▌");
        assert_eq!(bar(0, 5), "");
        assert_eq!(bar(0, 0), "");
    }
}
