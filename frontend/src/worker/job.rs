//! A run, advanced in slices so that the worker goes on listening.

use dagwood_core::{
    FailureStrategy, Overrides, Payload, Plan, Priority, Severity, Strategy, Trace, VirtualDriver, compile_with,
    limits::{INPUT_BYTES, WORKERS},
};
use dagwood_proto::{
    trace,
    v1::{
        worker_request::Run,
        worker_response::{Progress, Ran, Refused},
    },
};

use super::{check::problems, modules::Compiled};

/// What a run is made of.
pub struct Order {
    /// The workflow, with its code.
    pub plan: Plan,
    /// What goes in.
    pub input: Payload,
}

impl Order {
    /// Reads a request for a run.
    ///
    /// # Errors
    /// If the workflow or the input is not one that can run.
    pub fn read(request: Run) -> Result<Self, Refused> {
        let Run { workflow, input, strategy, failure_strategy, workers, priority, modules, .. } = request;
        let refused = |message: String| Refused { message, problems: Vec::new() };
        if input.len() >= INPUT_BYTES {
            return Err(refused(format!("the input is too large: it must be smaller than {} MiB", INPUT_BYTES >> 20)));
        }
        let overrides = Overrides {
            strategy: strategy.as_deref().and_then(Strategy::from_name),
            priority: priority.as_deref().and_then(Priority::from_name),
            failure_strategy: failure_strategy.as_deref().and_then(FailureStrategy::from_name),
            workers: workers.map(|workers| workers.clamp(1, WORKERS)),
        };
        let compiled = compile_with(&workflow, overrides, &Compiled::new(modules));
        let Some(plan) = compiled.plan else {
            let errors = compiled.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
            let message = match errors {
                1 => "the workflow has an error".into(),
                n => format!("the workflow has {n} errors"),
            };
            return Err(Refused { problems: problems(&workflow, compiled.diagnostics), ..refused(message) });
        };
        Ok(Self { plan, input: Payload::from(input) })
    }
}

/// What a run came to.
pub(super) fn ran(trace: &Trace) -> Ran {
    let trace = trace::encode(trace);
    let trace_hash = trace::hash(&trace);
    Ran { trace, trace_hash }
}

/// A run in virtual time that goes on.
pub struct Job {
    driver: VirtualDriver,
}

impl Job {
    /// Begins a run.
    #[must_use]
    pub fn start(Order { plan, input }: Order) -> Self {
        Self { driver: VirtualDriver::new(&plan, plan.options(), input) }
    }

    /// Goes on for as long as it may. `true` if the run is over.
    pub fn advance(&mut self, mut may_go_on: impl FnMut() -> bool) -> bool {
        while self.driver.advance() {
            if !may_go_on() {
                return false;
            }
        }
        true
    }

    /// Ends the run here.
    pub fn cancel(&mut self) {
        self.driver.cancel();
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let trace = self.driver.trace();
        let (processor, fuel) = self.driver.under_way().unzip();
        Progress {
            events: trace.len() as u32,
            processor: processor.map(|idx| trace.graph().id(idx).into()),
            fuel: fuel.unwrap_or(0),
        }
    }

    /// What the run came to, once it is over.
    #[must_use]
    pub fn finish(self) -> Ran {
        ran(&self.driver.into_trace())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::{WORKFLOW, recording};
    use dagwood_core::Status;

    fn request() -> Run {
        Run { workflow: WORKFLOW.into(), input: b"hello".to_vec(), ..Run::default() }
    }

    fn start(request: Run) -> Job {
        Job::start(Order::read(request).map_err(|refused| refused.message).expect("it is valid"))
    }

    #[test]
    fn slices_change_nothing() {
        let mut job = start(request());
        let mut slices = 1;
        while !job.advance(|| false) {
            slices += 1;
        }
        assert!(slices > 1);
        assert_eq!(trace::decode(&job.finish().trace).as_ref(), Ok(&recording().trace));
    }

    #[test]
    fn a_cancelled_run_keeps_what_happened() {
        let mut job = start(request());
        assert!(!job.advance(|| false));
        job.cancel();
        assert!(job.advance(|| true));
        let trace = trace::decode(&job.finish().trace).expect("it is a trace");
        assert_eq!(trace.status(), Some(Status::Cancelled));
        assert!(trace.len() > 2);
    }

    #[test]
    fn refuses_what_cannot_run() {
        let broken = Run { workflow: "strategy: level\nprocessors: []\n".into(), ..Run::default() };
        let refused = Order::read(broken).err().expect("it has no processors");
        assert_eq!((refused.message.as_str(), refused.problems.len()), ("the workflow has an error", 1));
        let large = Run { input: vec![b'x'; INPUT_BYTES], ..request() };
        assert!(Order::read(large).err().is_some_and(|refused| refused.message.contains("10 MiB")));
    }
}
