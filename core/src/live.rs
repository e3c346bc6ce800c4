//! What every live driver keeps, whatever its workers are: which of them runs which attempt, and which attempts are through
//! but pretend to take longer. The driver has the clock and the workers.

use alloc::{collections::BTreeMap, vec::Vec};

use crate::{
    Attempt, Input, Micros, Outcome, Output, Payload, Plan, ProcessorError, ProcessorIdx, Run, RunOptions, Trace,
};

/// A run on real workers, in real time.
pub struct LiveRun {
    run: Run,
    /// What each worker is at.
    running: Vec<Option<Running>>,
    /// Attempts whose code is through, but which pretend to take until this instant; the number tells equal ones apart.
    due: BTreeMap<(Micros, u64), Input>,
    starts: u64,
}

/// What a worker is at.
struct Running {
    start: u64,
    processor: ProcessorIdx,
    attempt: u32,
    /// The attempt lasts until then at least.
    lasts_until: Micros,
}

/// What a live driver is to do next.
#[derive(Debug)]
#[must_use]
pub enum LiveOutput {
    /// Begin this attempt, now.
    Start {
        /// The attempt, and its worker.
        attempt: Attempt,
        /// Whether the worker is still at an attempt that the run has given up on, and has to be replaced.
        is_stuck: bool,
    },
    /// Nothing, until an attempt ends or this instant comes, whichever is first.
    Wait {
        /// When something is due that no attempt brings about; `None` if there is no such thing.
        until: Option<Micros>,
    },
    /// The run is over.
    Done,
}

impl LiveRun {
    /// A run of `plan` that has not begun.
    #[must_use]
    pub fn new(plan: &Plan, options: RunOptions, input: Payload) -> Self {
        Self { run: Run::new(plan, options, input), running: Vec::new(), due: BTreeMap::new(), starts: 0 }
    }

    /// What to do next, `now`. To be called until it no longer answers [`LiveOutput::Start`].
    pub fn poll(&mut self, now: Micros) -> LiveOutput {
        let attempt = match self.run.poll() {
            Output::Start(attempt) => attempt,
            Output::Wait { until } => {
                let due = self.due.keys().next().map(|&(at, _)| at);
                return LiveOutput::Wait { until: [until, due].into_iter().flatten().min() };
            }
            Output::Done => return LiveOutput::Done,
        };
        let worker = attempt.worker as usize;
        let duration = self.run.plan().settings(attempt.processor).duration.unwrap_or_default();
        if self.running.len() <= worker {
            self.running.resize_with(worker + 1, || None);
        }
        let running = Running {
            start: self.starts,
            processor: attempt.processor,
            attempt: attempt.attempt,
            lasts_until: now + duration,
        };
        self.starts += 1;
        let is_stuck = self.running[worker].replace(running).is_some();
        LiveOutput::Start { attempt, is_stuck }
    }

    /// An attempt of a worker has ended `now`. One that the run has given up on is ignored.
    pub fn finished(
        &mut self,
        worker: u32,
        processor: ProcessorIdx,
        attempt: u32,
        result: Result<Outcome, ProcessorError>,
        now: Micros,
    ) {
        let Some(running) = self.running.get_mut(worker as usize) else { return };
        let Some(running) = running.take_if(|r| (r.processor, r.attempt) == (processor, attempt)) else { return };
        let input = Input::Finished { processor, attempt, result };
        if running.lasts_until <= now {
            self.run.handle(input, now);
        } else {
            self.due.insert((running.lasts_until, running.start), input);
        }
    }

    /// Everything of this instant has been said: what is due is dealt with.
    pub fn elapsed(&mut self, now: Micros) {
        while let Some(entry) = self.due.first_entry()
            && entry.key().0 <= now
        {
            self.run.handle(entry.remove(), now);
        }
        self.run.handle(Input::Elapsed, now);
    }

    /// A person stops the run.
    pub fn cancel(&mut self, now: Micros) {
        self.run.handle(Input::Cancel, now);
    }

    /// What has happened so far.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        self.run.trace()
    }

    /// The trace, once the run is over.
    #[must_use]
    pub fn into_trace(self) -> Trace {
        self.run.into_trace()
    }
}
