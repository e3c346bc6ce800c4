//! State that every live driver needs: which worker runs which attempt, which attempts have finished but simulate a
//! longer duration, and how much memory attempts may use. The driver has the clock and the workers.

use alloc::{collections::BTreeMap, vec::Vec};

use crate::{
    Input, Micros, Outcome, Output, Payload, Plan, ProcessorError, ProcessorIdx, Run, RunOptions, Trace,
    limits::LIVE_BYTES, plan::Settings, run::Attempt,
};

/// A run on real workers, in real time.
pub struct LiveRun {
    run: Run,
    /// The attempt of each worker.
    running: Vec<Option<Running>>,
    /// Attempts whose code has finished but which simulate a duration until this instant; the number distinguishes
    /// equal instants.
    due: BTreeMap<(Micros, u64), Input>,
    starts: u64,
    /// The memory that attempts may use until they end, even after the run has given up on them.
    memory: BTreeMap<(ProcessorIdx, u32), u64>,
    /// The sum of `memory`.
    used: u64,
}

/// The attempt of a worker.
struct Running {
    start: u64,
    processor: ProcessorIdx,
    attempt: u32,
    /// The attempt lasts at least until then.
    lasts_until: Micros,
}

/// What a live driver must do next.
#[derive(Debug)]
#[must_use]
pub enum LiveOutput {
    /// Begin this attempt, now.
    Start {
        /// The attempt, and its worker.
        attempt: Attempt,
        /// Whether the worker is still busy with an attempt that the run has given up on, and must be replaced.
        is_stuck: bool,
    },
    /// Wait until an attempt ends or until this instant, whichever is first.
    Wait {
        /// When something other than the end of an attempt is due; `None` if nothing is.
        until: Option<Micros>,
    },
    /// The run is over.
    Done,
}

impl LiveRun {
    /// A new run of `plan`.
    #[must_use]
    pub fn new(plan: &Plan, options: RunOptions, input: Payload) -> Self {
        Self {
            run: Run::new(plan, options, input),
            running: Vec::new(),
            due: BTreeMap::new(),
            starts: 0,
            memory: BTreeMap::new(),
            used: 0,
        }
    }

    /// What to do next at `now`. Must be called until it no longer returns [`LiveOutput::Start`]. An attempt that may
    /// use memory starts when it fits the common limit, or when no other attempt uses memory.
    pub fn poll(&mut self, now: Micros) -> LiveOutput {
        let used = self.used;
        let has_room = |settings: &Settings| {
            settings.memory == 0 || used == 0 || used.saturating_add(settings.memory) <= LIVE_BYTES
        };
        let attempt = match self.run.poll_if(has_room) {
            Output::Start(attempt) => attempt,
            Output::Wait { until } => {
                let due = self.due.keys().next().map(|&(at, _)| at);
                return LiveOutput::Wait { until: [until, due].into_iter().flatten().min() };
            }
            Output::Done => return LiveOutput::Done,
        };
        let worker = attempt.worker as usize;
        let &Settings { duration, memory, .. } = self.run.plan().settings(attempt.processor);
        if memory > 0 {
            self.memory.insert((attempt.processor, attempt.attempt), memory);
            self.used += memory;
        }
        if self.running.len() <= worker {
            self.running.resize_with(worker + 1, || None);
        }
        let running = Running {
            start: self.starts,
            processor: attempt.processor,
            attempt: attempt.attempt,
            lasts_until: now + duration.unwrap_or_default(),
        };
        self.starts += 1;
        let is_stuck = self.running[worker].replace(running).is_some();
        LiveOutput::Start { attempt, is_stuck }
    }

    /// An attempt of a worker has ended at `now`, or was ended with its worker. If the run has given up on it, only its
    /// memory is released.
    pub fn finished(
        &mut self,
        worker: u32,
        processor: ProcessorIdx,
        attempt: u32,
        result: Result<Outcome, ProcessorError>,
        now: Micros,
    ) {
        self.used -= self.memory.remove(&(processor, attempt)).unwrap_or_default();
        let Some(running) = self.running.get_mut(worker as usize) else { return };
        let Some(running) = running.take_if(|r| (r.processor, r.attempt) == (processor, attempt)) else { return };
        let input = Input::Finished { processor, attempt, result };
        if running.lasts_until <= now {
            self.run.handle(input, now);
        } else {
            self.due.insert((running.lasts_until, running.start), input);
        }
    }

    /// All events of this instant have been reported: handles what is due.
    pub fn elapsed(&mut self, now: Micros) {
        while let Some(entry) = self.due.first_entry()
            && entry.key().0 <= now
        {
            self.run.handle(entry.remove(), now);
        }
        self.run.handle(Input::Elapsed, now);
    }

    /// The user stops the run.
    pub fn cancel(&mut self, now: Micros) {
        self.run.handle(Input::Cancel, now);
    }

    /// The events so far.
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

#[cfg(test)]
mod tests {
    use alloc::{string::ToString, vec};

    use super::*;
    use crate::{
        FailureStrategy, Priority, Snapshot, Status, Strategy,
        plan::{LocalProcessor, LocalSpec, Part},
        text::Retry,
    };

    const MIB: u64 = 1 << 20;

    /// A run of processors without dependencies, each with this much memory, on as many workers.
    fn run(all: &[(u64, Settings)]) -> LiveRun {
        let options = RunOptions {
            strategy: Strategy::Reactive,
            priority: Priority::default(),
            failure_strategy: FailureStrategy::ContinueOnError,
            workers: all.len() as u32,
            timeout: None,
        };
        let ids: Vec<_> = (0..all.len()).map(|i| i.to_string()).collect();
        let parts = all.iter().zip(&ids).map(|(&(mib, settings), id)| Part {
            id,
            depends_on: &[],
            settings: Settings { memory: mib * MIB, ..settings },
            code: LocalSpec::new(LocalProcessor::ReverseText).code(),
        });
        LiveRun::new(&Plan::assemble(options, parts).expect("a graph"), options, Payload::from(""))
    }

    /// The attempts that begin until the run waits or is over: processors and attempt numbers.
    fn begun(run: &mut LiveRun, now: u64) -> Vec<(ProcessorIdx, u32)> {
        let start = |output| match output {
            LiveOutput::Start { attempt, .. } => Some((attempt.processor, attempt.attempt)),
            LiveOutput::Wait { .. } | LiveOutput::Done => None,
        };
        core::iter::from_fn(|| start(run.poll(Micros::new(now)))).collect()
    }

    fn end(run: &mut LiveRun, worker: u32, processor: ProcessorIdx, attempt: u32) {
        let error = ProcessorError::new(crate::ErrorCode::ProcessorFailed, "");
        run.finished(worker, processor, attempt, Err(error), Micros::ZERO);
        run.elapsed(Micros::ZERO);
    }

    #[test]
    fn a_start_waits_for_memory() {
        let mut run = run(&[400, 0, 400, 400, 0, 400].map(|mib| (mib, Settings::default())));
        assert_eq!(begun(&mut run, 0), [(0, 1), (1, 1), (2, 1)]);
        // An attempt that needs no memory waits for its turn as well.
        end(&mut run, 1, 1, 1);
        assert_eq!(begun(&mut run, 0), []);
        end(&mut run, 0, 0, 1);
        assert_eq!(begun(&mut run, 0), [(3, 1), (4, 1)]);
        run.cancel(Micros::ZERO);
        assert!(matches!(run.poll(Micros::ZERO), LiveOutput::Done));
        let trace = run.into_trace();
        assert_eq!(trace.status(), Some(Status::Cancelled));
        assert!(Snapshot::at(&trace, trace.len()).states().all(crate::ProcessorState::is_ended));
    }

    #[test]
    fn one_can_always_start() {
        let mut run = run(&[3_000, 3_000, 1].map(|mib| (mib, Settings::default())));
        for (i, expected) in [vec![(0, 1)], vec![(1, 1)], vec![(2, 1)]].into_iter().enumerate() {
            assert_eq!(begun(&mut run, 0), expected);
            end(&mut run, 0, i as u32, 1);
        }
        assert!(matches!(run.poll(Micros::ZERO), LiveOutput::Done));
    }

    #[test]
    fn what_the_run_has_given_up_on_uses_memory_until_it_ends() {
        let retry = Retry { attempts: 1, backoff: Micros::ZERO };
        let settings = Settings { timeout: Some(Micros::new(5)), retry, ..Settings::default() };
        let mut run = run(&[(800, settings)]);
        assert_eq!(begun(&mut run, 0), [(0, 1)]);
        run.elapsed(Micros::new(5));
        assert_eq!(begun(&mut run, 5), []);
        end(&mut run, 0, 0, 1);
        assert_eq!(begun(&mut run, 6), [(0, 2)]);
    }
}
