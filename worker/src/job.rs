//! A run, advanced in slices so that the worker stays responsive.

use dagwood_core::{
    Diagnostic, Environment, FailureStrategy, Overrides, Payload, Plan, Priority, Severity, Strategy, Trace,
    VirtualDriver, compile_with,
    limits::{INPUT_BYTES, WORKERS},
    plan::LocalSpec,
    run::Fork,
    trace::Metrics,
};
use dagwood_proto::{
    trace,
    worker::{
        worker_request::{Forked, Known, Module, Run},
        worker_response::{Measures, Progress, Ran},
    },
};

use crate::{
    decompose::decompose,
    modules::{Compiled, Names, stub},
};

/// The parts of a run.
pub struct Order {
    /// The workflow, with its code.
    pub plan: Plan,
    /// The input.
    pub input: Payload,
    /// The parent run and the change, for a fork.
    pub forked: Option<(Trace, Fork)>,
}

/// Why a run cannot start.
pub struct Refusal {
    /// The reason, in a sentence.
    pub message: String,
    /// The workflow file.
    pub(crate) workflow: String,
    /// What is wrong with it.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), workflow: String::new(), diagnostics: Vec::new() }
    }
}

impl Order {
    /// Reads a request for a run.
    ///
    /// # Errors
    /// If the workflow or the input cannot run.
    pub fn read(request: Run) -> Result<Self, Refusal> {
        let overrides = overrides(&request);
        let Run { workflow, input, modules, forked, .. } = request;
        let forked = forked.map(read_fork).transpose()?;
        if input.len() >= INPUT_BYTES {
            let limit = INPUT_BYTES >> 20;
            return Err(Refusal::new(format!("the input is too large: it must be smaller than {limit} MiB")));
        }
        let environment = Environment { modules: &Compiled::new(modules), local: LocalSpec::code, decompose };
        let compiled = compile_with(&workflow, overrides, environment);
        let Some(plan) = compiled.plan else {
            let errors = compiled.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
            let message = match errors {
                1 => "the workflow has an error".into(),
                n => format!("the workflow has {n} errors"),
            };
            return Err(Refusal { message, workflow, diagnostics: compiled.diagnostics });
        };
        Ok(Self { plan, input: Payload::from(input), forked })
    }
}

fn overrides(Run { strategy, failure_strategy, workers, priority, .. }: &Run) -> Overrides {
    Overrides {
        strategy: strategy.as_deref().and_then(Strategy::from_name),
        priority: priority.as_deref().and_then(Priority::from_name),
        failure_strategy: failure_strategy.as_deref().and_then(FailureStrategy::from_name),
        workers: workers.map(|workers| workers.clamp(1, WORKERS)),
    }
}

fn read_fork(Forked { trace, fork }: Forked) -> Result<(Trace, Fork), Refusal> {
    let unreadable = |error| Refusal::new(format!("the parent run cannot be read: {error}"));
    let parent = trace::decode(&trace).map_err(unreadable)?;
    let fork = fork.as_ref().map(Fork::try_from).and_then(Result::ok);
    Ok((parent, fork.ok_or_else(|| Refusal::new("the fork cannot be read"))?))
}

/// The result of a run.
pub(crate) fn ran(trace: &Trace) -> Ran {
    let measures = Some(measures(trace));
    let trace = trace::encode(trace);
    let trace_hash = trace::hash(&trace);
    Ran { trace, trace_hash, measures }
}

fn measures(trace: &Trace) -> Measures {
    let metrics = Metrics::new(trace);
    let waiting = metrics.waiting();
    Measures {
        workers: metrics.workers,
        attempts: metrics.attempts as u32,
        makespan_us: metrics.makespan.get(),
        work_us: metrics.work().get(),
        idle_us: metrics.idle().get(),
        dependency_us: waiting.dependency.get(),
        barrier_us: waiting.barrier.get(),
        worker_us: waiting.worker.get(),
        backoff_us: waiting.backoff.get(),
        peak_ready: metrics.peak_ready as u32,
        lower_bound_us: metrics.lower_bound.get(),
        upper_bound_us: metrics.graham_bound.get(),
        critical_path_us: metrics.critical_path.get(),
    }
}

/// The rehearsal of a run: without the code of its processors, which take their expected durations and never fail. Empty if the
/// workflow cannot run.
pub(crate) fn rehearse(request: &Run) -> Ran {
    let known = |module: Module| Known { name: module.name, refusal: None };
    let modules: Vec<_> = request.modules.iter().cloned().map(known).collect();
    let environment = Environment { modules: &Names::new(&modules), local: stub, decompose };
    let plan = compile_with(&request.workflow, overrides(request), environment).plan;
    plan.map_or_else(Ran::default, |plan| {
        let plan = plan.rehearsal();
        ran(&VirtualDriver::new(&plan, plan.options(), Payload::from(Vec::new())).run_to_end())
    })
}

/// A run in virtual time in progress.
pub struct Job {
    driver: VirtualDriver,
}

impl Job {
    /// Begins a run.
    ///
    /// # Errors
    /// If the run that it forks cannot be replayed.
    pub fn start(Order { plan, input, forked }: Order) -> Result<Self, Refusal> {
        let driver = match forked {
            None => VirtualDriver::new(&plan, plan.options(), input),
            Some((parent, fork)) => {
                VirtualDriver::fork(&plan, &parent, fork).map_err(|error| Refusal::new(error.to_string()))?
            }
        };
        Ok(Self { driver })
    }

    /// Continues for as long as allowed. `true` if the run is over.
    pub fn advance(&mut self, mut may_go_on: impl FnMut() -> bool) -> bool {
        while self.driver.advance() {
            if !may_go_on() {
                return false;
            }
        }
        true
    }

    /// Cancels the run.
    pub fn cancel(&mut self) {
        self.driver.cancel();
    }

    /// Its progress.
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

    /// The result of the run, once it is over.
    #[must_use]
    pub fn finish(self) -> Ran {
        ran(&self.driver.into_trace())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::{Status, run::Change};

    const WORKFLOW: &str = "\
strategy: reactive
executor_options: { max_concurrency: 2 }
processors:
  - { id: shout, type: local, processor: change_text_case_upper, simulate: { duration_ms: 10 } }
  - { id: count, type: local, processor: token_counter, depends_on: [shout], simulate: { duration_ms: 5 } }
  - { id: turn, type: local, processor: reverse_text, depends_on: [shout], simulate: { duration_ms: 5 } }
";

    fn request() -> Run {
        Run { workflow: WORKFLOW.into(), input: b"hello".to_vec(), ..Run::default() }
    }

    fn start(request: Run) -> Job {
        Order::read(request).and_then(Job::start).map_err(|refused| refused.message).expect("it is valid")
    }

    #[test]
    fn slices_change_nothing() {
        let mut job = start(request());
        let mut slices = 1;
        while !job.advance(|| false) {
            slices += 1;
        }
        assert!(slices > 1);
        assert_eq!(job.finish(), end(start(request())));
    }

    #[test]
    fn a_rehearsal_needs_no_code_and_never_fails() {
        let module = |name: &str| Module { name: name.into(), bytes: Vec::new() };
        let workflow = WORKFLOW.to_owned()
            + "  - { id: other, type: wasm, module: other.wasm, depends_on: [turn], simulate: { duration_ms: 7, fail_attempts: 9 } }\n";
        let rehearsed =
            |modules| rehearse(&Run { workflow: workflow.clone(), workers: Some(1), modules, ..Run::default() });
        let trace = trace::decode(&rehearsed(vec![module("other.wasm")]).trace).expect("it is a trace");
        assert_eq!((trace.status(), trace.makespan().get()), (Some(Status::Succeeded), 27_000));
        assert_eq!(rehearsed(Vec::new()), Ran::default(), "the module is missing");
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

    fn end(mut job: Job) -> Ran {
        assert!(job.advance(|| true));
        job.finish()
    }

    #[test]
    fn a_fork_repeats_a_run_and_goes_another_way() {
        let parent = end(start(request()));
        let fork = |at, change| {
            let fork = Some((&Fork { at, change }).into());
            Run { forked: Some(Forked { trace: parent.trace.clone(), fork }), ..request() }
        };
        let forked = end(start(fork(2, Change::Workers { workers: 1 })));
        let (before, after) = (trace::decode(&parent.trace), trace::decode(&forked.trace));
        let (before, after) = (before.expect("it is a trace"), after.expect("it is a trace"));
        assert!((0..2).all(|seq| before.event(seq) == after.event(seq)));
        assert_eq!(after.forks().len(), 1);
        let measures = [&parent, &forked].map(|ran| ran.measures.expect("it is measured"));
        assert!(measures[0].makespan_us < measures[1].makespan_us, "{measures:?}");
        assert_eq!(measures.map(|m| (m.work_us, m.attempts)), [(20_000, 3); 2]);

        let over = fork(before.len(), Change::Workers { workers: 1 });
        let refused = Order::read(over).and_then(Job::start).err().expect("the run is over by then");
        assert!(refused.message.contains("ends after"), "{}", refused.message);
    }

    #[test]
    fn refuses_what_cannot_run() {
        let broken = Run { workflow: "strategy: level\nprocessors: []\n".into(), ..Run::default() };
        let refused = Order::read(broken).err().expect("it has no processors");
        assert_eq!((refused.message.as_str(), refused.diagnostics.len()), ("the workflow has an error", 1));
        let large = Run { input: vec![b'x'; INPUT_BYTES], ..request() };
        assert!(Order::read(large).err().is_some_and(|refused| refused.message.contains("10 MiB")));
    }
}
