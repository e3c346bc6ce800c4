//! The report of a run for people: how it ended, its output, and a table with a timeline.

use std::fmt::Write as _;

use dagwood_core::{
    Micros, Snapshot, Status, Trace, counted, sentence,
    trace::{ProcessorSnapshot, spans},
};

use super::table::Table;
use crate::console::{printable, printable_lines};

/// The number of lines of the output shown, and of characters in each.
const LINES: usize = 20;
const COLUMNS: usize = 110;
/// The width of the timeline in characters.
const TIMELINE: usize = 32;

/// The report of a finished run.
pub(crate) fn report(trace: &Trace, with_events: bool, is_live: bool) -> String {
    let mut out = String::new();
    head(&mut out, trace, is_live);
    output(&mut out, trace);
    processors(&mut out, trace);
    found_out(&mut out, trace);
    if with_events {
        events(&mut out, trace);
    }
    out
}

fn head(out: &mut String, trace: &Trace, is_live: bool) {
    let options = trace.options();
    let workers = counted(options.workers, "worker");
    // Writing to a string does not fail, here and below.
    let _ = writeln!(
        out,
        "{} after {}   ({}, {}, {workers}{})",
        trace.status().map_or("", Status::name),
        trace.makespan(),
        options.strategy.name(),
        options.failure_strategy.name(),
        if is_live { ", live" } else { "" },
    );
    for fork in trace.forks() {
        let _ = writeln!(out, "{}", printable(&fork.sentence(trace.graph())));
    }
    if let Some(analysis) = trace.analysis() {
        let _ = writeln!(out, "\n{}", analysis.sentence());
        let choices = (0..analysis.regions.len()).map(|region| analysis.choice_sentence(region));
        for sentence in choices.take(LINES) {
            let _ = writeln!(out, "{sentence}");
        }
        if analysis.regions.len() > LINES {
            let _ = writeln!(out, "… and {} more regions", analysis.regions.len() - LINES);
        }
    }
}

fn output(out: &mut String, trace: &Trace) {
    let _ = match trace.output().map(|payload| (payload.text(), payload.bytes().len())) {
        None => writeln!(out, "\nNo output: no sink of the graph has completed."),
        Some((_, 0)) => writeln!(out, "\nThe output is empty."),
        Some((None, n)) => {
            writeln!(out, "\nThe output is {n} bytes that are not UTF-8 text; --format json prints them in base64.")
        }
        Some((Some(text), n)) => {
            let _ = writeln!(out, "\nOutput:");
            if shorten(out, text) {
                writeln!(out, "  … {n} bytes in total; --format json prints everything.")
            } else {
                Ok(())
            }
        }
    };
}

/// Writes the beginning of a text, indented; returns `true` if it was shortened.
fn shorten(out: &mut String, text: &str) -> bool {
    let mut is_cut = text.lines().nth(LINES).is_some();
    for line in text.lines().take(LINES) {
        let line = printable_lines(line);
        let end = line.char_indices().nth(COLUMNS).map(|(end, _)| end);
        let cut = if end.is_some() { "…" } else { "" };
        let _ = writeln!(out, "  {}{cut}", &line[..end.unwrap_or(line.len())]);
        is_cut |= end.is_some();
    }
    is_cut
}

fn processors(out: &mut String, trace: &Trace) {
    let end = Snapshot::at(trace, trace.len());
    let bars = bars(trace);
    let mut table =
        Table::new(["processor", "state", ">worker", ">attempts", ">started", ">ended", "timeline", "note"]);
    for (idx, bar) in trace.graph().processors().zip(bars) {
        let processor = end.processor(trace, idx);
        let time = |at: Option<Micros>| at.map_or_else(|| "–".into(), |at| at.to_string());
        table.row([
            printable(trace.graph().id(idx)).into_owned(),
            processor.state.name().into(),
            processor.worker.map_or_else(|| "–".into(), |worker| worker.to_string()),
            processor.attempts.to_string(),
            time(processor.started_at),
            time(processor.finished_at),
            bar,
            note(trace, &processor),
        ]);
    }
    let _ = write!(out, "\n{table}");
}

/// Why a processor did not complete.
fn note(trace: &Trace, processor: &ProcessorSnapshot) -> String {
    if let Some(error) = processor.error {
        return printable(&trace.errors()[error as usize].to_string()).into_owned();
    }
    match (processor.cause, processor.state.is_ended() && processor.attempts == 0) {
        (Some(cause), _) => format!("because {} failed", printable(trace.graph().id(cause))),
        (None, true) => "the run had ended".into(),
        (None, false) => String::new(),
    }
}

/// The times at which each processor ran.
fn bars(trace: &Trace) -> Vec<String> {
    let total = u128::from(trace.makespan().get()).max(1);
    let cell = |at: Micros| (u128::from(at.get()) * TIMELINE as u128 / total) as usize;
    let mut bars = vec![[' '; TIMELINE]; trace.graph().len()];
    for span in spans(trace) {
        let start = cell(span.start).min(TIMELINE - 1);
        // Even a short attempt is visible.
        let end = cell(span.end).clamp(start + 1, TIMELINE);
        bars[span.processor as usize][start..end].fill('█');
    }
    bars.into_iter().map(|bar| bar.into_iter().collect()).collect()
}

/// The metadata of the processors.
fn found_out(out: &mut String, trace: &Trace) {
    const SHOWN: usize = 6;
    let end = Snapshot::at(trace, trace.len());
    let mut table = Table::new(["metadata", ""]);
    for idx in trace.graph().processors() {
        let Some(found) = end.processor(trace, idx).found_out(trace) else { continue };
        let shown = found.iter().take(SHOWN).map(|(key, value)| format!("{} {}", printable(key), printable(value)));
        let mut cell = shown.collect::<Vec<_>>().join(", ");
        if found.len() > SHOWN {
            let _ = write!(cell, ", and {} more", found.len() - SHOWN);
        }
        table.row([printable(trace.graph().id(idx)).into_owned(), cell]);
    }
    if !table.is_empty() {
        let _ = write!(out, "\n{table}");
    }
}

fn events(out: &mut String, trace: &Trace) {
    let mut table = Table::new([">event", ">time", "what happened"]);
    for event in trace.events() {
        let what = printable(&sentence(trace, event.seq)).into_owned();
        table.row([event.seq.to_string(), event.at.to_string(), what]);
    }
    let _ = write!(out, "\n{table}");
}
