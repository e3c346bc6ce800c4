//! From a trace to its message.

use dagwood_core::{Event, EventKind, Micros, ProcessorIdx, Trace};

use super::{
    VERSION,
    model::{Foreseen, Model},
    step::{self, Kind},
};
use crate::{processor::v1::ProcessorMetadata, v1};

/// The message of a trace. O(events + bytes of its payloads).
pub(super) fn write(trace: &Trace) -> v1::Trace {
    let columns = v1::Trace {
        version: VERSION,
        graph: Some((&**trace.graph()).into()),
        options: Some(trace.options().into()),
        analysis: trace.analysis().map(Into::into),
        upward_ranks_us: trace.upward_ranks().iter().map(|rank| rank.get()).collect(),
        forks: trace.forks().iter().map(Into::into).collect(),
        events: trace.len() as u64,
        payloads: trace.payloads().iter().map(|payload| payload.bytes().into()).collect(),
        metadata: trace.metadata().iter().map(|own| ProcessorMetadata { metadata: own.clone() }).collect(),
        errors: trace.errors().iter().map(Into::into).collect(),
        ..Default::default()
    };
    let mut writer = Writer { columns, model: Model::new(trace), last: 0 };
    let mut foreseen: Vec<Foreseen> = Vec::new();
    let (mut seq, mut now) = (0, Micros::ZERO);
    while seq < trace.len() {
        let event = trace.event(seq);
        let mut step = writer.event(&event);
        if event.at > now {
            step |= step::LATER;
            writer.columns.time_deltas.push(event.at.since(now).get());
            now = event.at;
        }
        seq += 1;
        writer.model.apply(event.processor, &event.kind);
        writer.model.foresee(event.processor, &event.kind, &mut foreseen);
        let followers = foreseen.len().min(trace.len() - seq);
        let follows = |(i, (processor, kind)): (usize, &Foreseen)| {
            let next = trace.event(seq + i);
            next.at == now && next.processor == *processor && next.kind == *kind
        };
        let will_be_retried = seq < trace.len() && matches!(trace.event(seq).kind, EventKind::RetryScheduled { .. });
        if !will_be_retried && foreseen[..followers].iter().enumerate().all(follows) {
            writer.model.confirm(event.processor, &event.kind);
            for (processor, kind) in &foreseen[..followers] {
                writer.model.apply(*processor, kind);
            }
            seq += followers;
        } else {
            step |= step::BARE;
        }
        writer.columns.steps.push(step);
    }
    writer.columns
}

struct Writer {
    columns: v1::Trace,
    model: Model,
    /// The last entry of the column of processors.
    last: ProcessorIdx,
}

impl Writer {
    /// Writes the unpredictable parts of an event, and returns its step byte without the flags for later events and
    /// time.
    fn event(&mut self, event: &Event) -> u8 {
        // Every event of a processor has one; level events have none.
        let p = event.processor.unwrap_or_default();
        let (kind, flags) = match event.kind {
            EventKind::RunStarted { input } => {
                self.output(input);
                (Kind::RunStarted, 0)
            }
            EventKind::StrategyChosen { region } => {
                self.detail(region);
                (Kind::StrategyChosen, 0)
            }
            EventKind::LevelStarted { level, region } => {
                self.details([level, region]);
                (Kind::LevelStarted, 0)
            }
            EventKind::LevelEnded { level, region } => {
                self.details([level, region]);
                (Kind::LevelEnded, 0)
            }
            EventKind::Ready { attempt } => {
                self.processor(p);
                let stated = attempt != self.model.next_attempt(p);
                (Kind::Ready, self.stated(stated, [attempt]))
            }
            EventKind::Started { worker, attempt, origin } => {
                self.processor(p);
                let foreseen = self.model.free_worker() == Some(worker)
                    && self.model.next_attempt(p) == attempt
                    && self.model.origin(p) == origin;
                (Kind::Started, self.stated(!foreseen, [worker, attempt, plus_one(origin)]))
            }
            EventKind::Completed { output, metadata, fuel } => {
                let kind = if metadata.is_some() { Kind::CompletedWithMetadata } else { Kind::Completed };
                let foreseen = metadata.is_none_or(|idx| idx == self.model.metadata);
                let stated = self.end(p, foreseen, [p, plus_one(metadata)]);
                self.output(output);
                let fuel = fuel.map_or(0, |fuel| {
                    self.columns.details.push(fuel);
                    step::FUEL
                });
                (kind, stated | fuel)
            }
            EventKind::Failed { error, attempt } => {
                let foreseen = attempt == self.model.attempt(p) && error == self.model.errors;
                (Kind::Failed, self.end(p, foreseen, [p, attempt, error]))
            }
            EventKind::RetryScheduled { until } => {
                self.processor(p);
                self.columns.details.push(until.since(event.at).get());
                (Kind::RetryScheduled, 0)
            }
            EventKind::Skipped { cause } => {
                self.processor(p);
                let stated = cause != self.model.cause;
                (Kind::Skipped, self.stated(stated, [plus_one(cause)]))
            }
            EventKind::Cancelled { error } => {
                let stated = self.end(p, true, [p]);
                self.detail(plus_one(error));
                (Kind::Cancelled, stated)
            }
            EventKind::PayloadAdvanced { origin } => {
                self.processor(p);
                (Kind::PayloadAdvanced, self.stated(origin != p, [origin]))
            }
            EventKind::RunEnded { status, output } => {
                self.details([status as u32, plus_one(output)]);
                (Kind::RunEnded, 0)
            }
        };
        kind as u8 | flags
    }

    fn processor(&mut self, p: ProcessorIdx) {
        self.columns.processors.push(p.wrapping_sub(self.last) as i32);
        self.last = p;
    }

    fn output(&mut self, payload: u32) {
        let is_next = payload == self.model.payloads;
        self.columns.outputs.push(if is_next { 0 } else { payload + 1 });
    }

    fn detail(&mut self, number: u32) {
        self.columns.details.push(number.into());
    }

    fn details<const N: usize>(&mut self, numbers: [u32; N]) {
        self.columns.details.extend(numbers.map(u64::from));
    }

    /// States these numbers if necessary.
    fn stated<const N: usize>(&mut self, stated: bool, numbers: [u32; N]) -> u8 {
        if stated {
            self.details(numbers);
            step::STATED
        } else {
            0
        }
    }

    /// Which attempt ends: by its worker, or by stated numbers where the prediction fails.
    fn end<const N: usize>(&mut self, p: ProcessorIdx, foreseen: bool, numbers: [u32; N]) -> u8 {
        match self.model.worker(p) {
            Some(worker) if foreseen => {
                self.columns.ends.push(worker);
                0
            }
            _ => self.stated(true, numbers),
        }
    }
}

fn plus_one(optional: Option<u32>) -> u32 {
    optional.map_or(0, |number| number + 1)
}
