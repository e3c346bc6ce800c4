//! The driver of virtual time: runs the real processors, one after the other, and pretends that they took as long as
//! their cost says. Deterministic, and as fast as the processors are.

use alloc::{collections::BinaryHeap, vec::Vec};
use core::cmp::Reverse;

use crate::{
    Attempt, Input, Micros, Outcome, Output, Payload, Plan, ProcessorError, Run, RunOptions, Settings, Trace,
    strategy::Policy,
};

/// Drives a run in virtual time.
pub struct VirtualDriver {
    run: Run,
    now: Micros,
    /// When attempts end, in the order of their starts, and their workers. Those that the run gave up on leave their entry behind.
    due: BinaryHeap<Reverse<(Micros, u64, u32)>>,
    /// What will have come of the running attempt of each worker.
    pending: Vec<Option<Pending>>,
    starts: u64,
}

struct Pending {
    start: u64,
    input: Input,
}

impl VirtualDriver {
    /// A run of `plan` that has not begun.
    #[must_use]
    pub fn new(plan: &Plan, options: RunOptions, input: Payload) -> Self {
        Self::of(Run::new(plan, options, input))
    }

    /// A run under a policy that has been made already.
    pub(crate) fn with_policy(plan: &Plan, options: RunOptions, policy: Policy) -> Self {
        Self::of(Run::with_policy(plan, options, Payload::from(""), policy, None))
    }

    fn of(run: Run) -> Self {
        Self { run, now: Micros::ZERO, due: BinaryHeap::new(), pending: Vec::new(), starts: 0 }
    }

    /// Goes on to the next instant at which something happens. `false` once the run is over.
    ///
    /// Between two calls the caller may do other work, or [`cancel`](Self::cancel).
    pub fn advance(&mut self) -> bool {
        let until = loop {
            match self.run.poll() {
                Output::Start(attempt) => self.start(attempt),
                Output::Wait { until } => break until,
                Output::Done => return false,
            }
        };
        let finishes = self.due.peek().map(|&Reverse((at, ..))| at);
        let next = [until, finishes].into_iter().flatten().min();
        self.now = next.expect("a run that is not over waits for an attempt or for an instant");
        while let Some(&Reverse((at, start, worker))) = self.due.peek()
            && at <= self.now
        {
            self.due.pop();
            if let Some(Pending { input, .. }) = self.pending[worker as usize].take_if(|p| p.start == start) {
                self.run.handle(input, self.now);
            }
        }
        self.run.handle(Input::Elapsed, self.now);
        true
    }

    /// Runs to the end.
    #[must_use]
    pub fn run_to_end(mut self) -> Trace {
        while self.advance() {}
        self.run.into_trace()
    }

    /// Ends the run at the present instant.
    pub fn cancel(&mut self) {
        self.run.handle(Input::Cancel, self.now);
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

    fn start(&mut self, Attempt { processor, attempt, worker, input }: Attempt) {
        let plan = self.run.plan();
        let result = plan.processor(processor).process(&input);
        let ends = self.now + cost(plan.settings(processor), &input, &result);
        if self.pending.len() <= worker as usize {
            self.pending.resize_with(worker as usize + 1, || None);
        }
        let input = Input::Finished { processor, attempt, result };
        self.pending[worker as usize] = Some(Pending { start: self.starts, input });
        self.due.push(Reverse((ends, self.starts, worker)));
        self.starts += 1;
    }
}

/// How long an attempt takes in virtual time: what it pretends, else by its fuel, else by its input.
fn cost(settings: &Settings, input: &Payload, result: &Result<Outcome, ProcessorError>) -> Micros {
    const LEAST: Micros = Micros::from_millis(1);
    let fuel = result.as_ref().ok().and_then(|outcome| outcome.fuel);
    match (settings.duration, fuel) {
        (Some(duration), _) => duration,
        (None, Some(fuel)) => Micros::new(fuel / 1_000).max(LEAST),
        (None, None) => LEAST + Micros::new(input.bytes().len() as u64),
    }
}
