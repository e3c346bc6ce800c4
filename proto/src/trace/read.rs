//! From a message to a trace. Everything is checked: the resulting trace is safe to show.

use std::{slice, sync::Arc};

use dagwood_core::{
    EventKind, Graph, Micros, Payload, ProcessorIdx, RunOptions, Status, Trace,
    run::{Analysis, Fork},
    trace::TraceBuilder,
};

use super::{
    model::{Foreseen, Model},
    step::{self, Kind},
};
use crate::v1;

type Result<T> = std::result::Result<T, &'static str>;

const OUT_OF_RANGE: &str = "a number is out of range";

/// The trace of a message. O(events + bytes of its payloads).
pub(super) fn read(mut message: v1::Trace) -> Result<Trace> {
    if message.events == 0 {
        return Err("it is truncated");
    }
    let mut builder = head(&mut message)?;
    let head = builder.trace();
    let mut reader = Reader {
        model: Model::new(head),
        processors: message.processors.iter(),
        ends: message.ends.iter(),
        outputs: message.outputs.iter(),
        details: message.details.iter(),
        counts: Counts {
            processors: head.graph().len() as u32,
            workers: head.most_workers(),
            regions: head.analysis().map_or(0, |analysis| analysis.regions.len() as u32),
            payloads: head.payloads().len() as u32,
            metadata: head.metadata().len() as u32,
            errors: head.errors().len() as u32,
        },
        now: Micros::ZERO,
        last: 0,
    };
    let mut time_deltas = message.time_deltas.iter();
    let mut foreseen: Vec<Foreseen> = Vec::new();
    for &step in &message.steps {
        if builder.trace().len() as u64 >= message.events {
            return Err("there are more steps than events");
        }
        if step & step::LATER != 0 {
            reader.now = reader.now + Micros::new(*time_deltas.next().ok_or(TOO_SHORT)?);
        }
        let (processor, kind) = reader.event(step)?;
        builder.push(reader.now, processor, &kind);
        reader.model.apply(processor, &kind);
        if step & step::BARE == 0 {
            reader.model.foresee(processor, &kind, &mut foreseen);
            reader.model.confirm(processor, &kind);
            for (processor, kind) in &foreseen {
                if builder.trace().len() as u64 == message.events {
                    break;
                }
                builder.push(reader.now, *processor, kind);
                reader.model.apply(*processor, kind);
            }
        }
    }
    if builder.trace().len() as u64 != message.events {
        return Err("there are fewer steps than its events need");
    }
    let rest = reader.processors.len() + reader.ends.len() + reader.outputs.len() + reader.details.len();
    if rest + time_deltas.len() > 0 {
        return Err("a column is longer than its events");
    }
    Ok(builder.finish())
}

const TOO_SHORT: &str = "a column is shorter than its events";

/// Everything except the events.
fn head(message: &mut v1::Trace) -> Result<TraceBuilder> {
    let graph = Graph::try_from(message.graph.as_ref().ok_or("it has no graph")?)?;
    let options = RunOptions::try_from(message.options.as_ref().ok_or("it has no options")?)?;
    let forks: Vec<Fork> = message.forks.iter().map(Fork::try_from).collect::<Result<_>>()?;
    let is_known = |fork: &Fork| fork.change.processor().is_none_or(|p| (p as usize) < graph.len());
    if !forks.is_sorted_by_key(|fork| fork.at) || !forks.iter().all(is_known) {
        return Err("a fork is out of range");
    }
    if !message.upward_ranks_us.is_empty() && message.upward_ranks_us.len() != graph.len() {
        return Err("the number of upward ranks is not the number of processors");
    }
    let upward_ranks = message.upward_ranks_us.iter().map(|&us| Micros::new(us)).collect();
    let mut builder = TraceBuilder::new(Arc::new(graph), options).with_forks(forks).with_upward_ranks(upward_ranks);
    if let Some(analysis) = &message.analysis {
        builder = builder.with_analysis(Analysis::try_from(analysis)?);
    }
    for (i, payload) in std::mem::take(&mut message.payloads).into_iter().enumerate() {
        if builder.payload(Payload::from(payload)) as usize != i {
            return Err("a payload appears twice");
        }
    }
    for own in std::mem::take(&mut message.metadata) {
        builder.metadata(own.metadata).ok_or("there is empty metadata")?;
    }
    for error in std::mem::take(&mut message.errors) {
        builder.error(error.into());
    }
    Ok(builder)
}

/// The number of entries of each list.
struct Counts {
    processors: u32,
    workers: u32,
    regions: u32,
    payloads: u32,
    metadata: u32,
    errors: u32,
}

struct Reader<'m> {
    model: Model,
    processors: slice::Iter<'m, i32>,
    ends: slice::Iter<'m, u32>,
    outputs: slice::Iter<'m, u32>,
    details: slice::Iter<'m, u64>,
    counts: Counts,
    now: Micros,
    /// The last entry of the column of processors.
    last: ProcessorIdx,
}

impl Reader<'_> {
    fn event(&mut self, step: u8) -> Result<Foreseen> {
        let is_stated = step & step::STATED != 0;
        let kind = Kind::of(step).ok_or("an event has an unknown kind")?;
        if step & step::FUEL != 0 && !matches!(kind, Kind::Completed | Kind::CompletedWithMetadata) {
            return Err("an event has an invalid flag");
        }
        Ok(match kind {
            Kind::RunStarted => (None, EventKind::RunStarted { input: self.output()? }),
            Kind::StrategyChosen => (None, EventKind::StrategyChosen { region: self.detail(self.counts.regions)? }),
            Kind::LevelStarted => {
                let (level, region) = self.level()?;
                (None, EventKind::LevelStarted { level, region })
            }
            Kind::LevelEnded => {
                let (level, region) = self.level()?;
                (None, EventKind::LevelEnded { level, region })
            }
            Kind::Ready => {
                let p = self.processor()?;
                let attempt = if is_stated { self.attempt()? } else { self.model.next_attempt(p) };
                (Some(p), EventKind::Ready { attempt })
            }
            Kind::Started => {
                let p = self.processor()?;
                let (worker, attempt, origin) = if is_stated {
                    (self.detail(self.counts.workers)?, self.attempt()?, self.optional(self.counts.processors)?)
                } else {
                    let worker = self.model.free_worker().ok_or("an attempt starts while no worker is free")?;
                    (worker, self.model.next_attempt(p), self.model.origin(p))
                };
                if attempt > MOST_ATTEMPTS {
                    return Err(OUT_OF_RANGE);
                }
                (Some(p), EventKind::Started { worker, attempt, origin })
            }
            Kind::Completed | Kind::CompletedWithMetadata => {
                let (p, metadata) = if is_stated {
                    (self.detail(self.counts.processors)?, self.optional(self.counts.metadata)?)
                } else {
                    let next = below(self.model.metadata, self.counts.metadata);
                    (self.end()?, (kind == Kind::CompletedWithMetadata).then_some(next).transpose()?)
                };
                let output = self.output()?;
                let fuel = if step & step::FUEL == 0 { None } else { Some(self.number()?) };
                (Some(p), EventKind::Completed { output, metadata, fuel })
            }
            Kind::Failed => {
                let (p, attempt, error) = if is_stated {
                    (self.detail(self.counts.processors)?, self.attempt()?, self.detail(self.counts.errors)?)
                } else {
                    let p = self.end()?;
                    (p, self.model.attempt(p), below(self.model.errors, self.counts.errors)?)
                };
                (Some(p), EventKind::Failed { error, attempt })
            }
            Kind::RetryScheduled => {
                let p = self.processor()?;
                (Some(p), EventKind::RetryScheduled { until: self.now + Micros::new(self.number()?) })
            }
            Kind::Skipped => {
                let p = self.processor()?;
                let cause = if is_stated { self.optional(self.counts.processors)? } else { self.model.cause };
                (Some(p), EventKind::Skipped { cause })
            }
            Kind::Cancelled => {
                let p = if is_stated { self.detail(self.counts.processors)? } else { self.end()? };
                (Some(p), EventKind::Cancelled { error: self.optional(self.counts.errors)? })
            }
            Kind::PayloadAdvanced => {
                let p = self.processor()?;
                let origin = if is_stated { self.detail(self.counts.processors)? } else { p };
                (Some(p), EventKind::PayloadAdvanced { origin })
            }
            Kind::RunEnded => {
                let status = Status::ALL.get(self.number()? as usize).ok_or("a status is unknown")?;
                (None, EventKind::RunEnded { status: *status, output: self.optional(self.counts.payloads)? })
            }
        })
    }

    fn number(&mut self) -> Result<u64> {
        self.details.next().copied().ok_or(TOO_SHORT)
    }

    fn detail(&mut self, count: u32) -> Result<u32> {
        below(u32::try_from(self.number()?).map_err(|_| OUT_OF_RANGE)?, count)
    }

    /// 0 for `None`, else the number plus one.
    fn optional(&mut self, count: u32) -> Result<Option<u32>> {
        Ok(self.detail(count.saturating_add(1))?.checked_sub(1))
    }

    fn attempt(&mut self) -> Result<u32> {
        match self.detail(MOST_ATTEMPTS + 1)? {
            0 => Err(OUT_OF_RANGE),
            attempt => Ok(attempt),
        }
    }

    fn level(&mut self) -> Result<(u32, u32)> {
        Ok((self.detail(self.counts.processors)?, self.detail(self.counts.regions.max(1))?))
    }

    fn processor(&mut self) -> Result<ProcessorIdx> {
        let distance = *self.processors.next().ok_or(TOO_SHORT)?;
        self.last = below(self.last.wrapping_add(distance as u32), self.counts.processors)?;
        Ok(self.last)
    }

    fn end(&mut self) -> Result<ProcessorIdx> {
        let worker = *self.ends.next().ok_or(TOO_SHORT)?;
        self.model.running(worker).ok_or("an attempt ends on an idle worker")
    }

    fn output(&mut self) -> Result<u32> {
        let payload = self.outputs.next().ok_or(TOO_SHORT)?.checked_sub(1).unwrap_or(self.model.payloads);
        below(payload, self.counts.payloads)
    }
}

/// Attempts fit 16 bits: see [`dagwood_core::limits::ATTEMPTS`].
const MOST_ATTEMPTS: u32 = u16::MAX as u32;

fn below(number: u32, count: u32) -> Result<u32> {
    if number < count { Ok(number) } else { Err(OUT_OF_RANGE) }
}
