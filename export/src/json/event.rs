//! One event of a run.

use dagwood_core::{Event, EventKind, Metadata, ProcessorIdx, Trace, run::Region};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{NOTHING, error, payload::entry as payload};

pub(super) struct EventReport<'t> {
    pub(super) trace: &'t Trace,
    pub(super) event: Event,
}

impl Serialize for EventReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { trace, event } = self;
        let id = |idx: ProcessorIdx| trace.graph().id(idx);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("seq", &event.seq)?;
        map.serialize_entry("at_us", &event.at.get())?;
        map.serialize_entry("event", event.kind.name())?;
        map.serialize_entry("processor", &event.processor.map(id))?;
        match event.kind {
            EventKind::RunStarted { input } => payload(&mut map, "input", Some(trace.payload(input)))?,
            EventKind::StrategyChosen { region } => {
                map.serialize_entry("region", &region)?;
                if let Some(analysis) = trace.analysis() {
                    let Region { choice, processors, .. } = analysis.regions[region as usize];
                    map.serialize_entry("strategy", choice.strategy.name())?;
                    map.serialize_entry("priority", choice.priority.name())?;
                    map.serialize_entry("processors", &processors)?;
                    map.serialize_entry("reason", &analysis.choice_sentence(region as usize))?;
                }
            }
            EventKind::LevelStarted { level, region } | EventKind::LevelEnded { level, region } => {
                map.serialize_entry("level", &level)?;
                map.serialize_entry("region", &region)?;
            }
            EventKind::Ready { attempt } => map.serialize_entry("attempt", &attempt)?,
            EventKind::Started { worker, attempt, origin } => {
                map.serialize_entry("worker", &worker)?;
                map.serialize_entry("attempt", &attempt)?;
                map.serialize_entry("origin", &origin.map(id))?;
            }
            EventKind::Completed { output, metadata: found, fuel } => {
                payload(&mut map, "output", Some(trace.payload(output)))?;
                map.serialize_entry("metadata", metadata(trace, found))?;
                map.serialize_entry("fuel", &fuel)?;
            }
            EventKind::Failed { error: idx, attempt } => {
                map.serialize_entry("error", &error(trace, idx))?;
                map.serialize_entry("attempt", &attempt)?;
            }
            EventKind::RetryScheduled { until } => map.serialize_entry("until_us", &until.get())?,
            EventKind::Skipped { cause } => map.serialize_entry("cause", &cause.map(id))?,
            EventKind::Cancelled { error: idx } => map.serialize_entry("error", &idx.map(|idx| error(trace, idx)))?,
            EventKind::PayloadAdvanced { origin } => map.serialize_entry("origin", id(origin))?,
            EventKind::RunEnded { status, output } => {
                map.serialize_entry("status", status.name())?;
                payload(&mut map, "output", output.map(|idx| trace.payload(idx)))?;
            }
        }
        map.end()
    }
}

fn metadata(trace: &Trace, idx: Option<u32>) -> &Metadata {
    idx.map_or(&NOTHING, |idx| &trace.metadata()[idx as usize])
}
