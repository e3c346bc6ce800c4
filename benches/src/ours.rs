//! This engine in normal use: a plan, the driver of virtual time, and a trace.

use std::fmt::Write as _;

use dagwood_core::{
    FailureStrategy, Intent, Metadata, Outcome, Payload, Plan, Priority, Processor, ProcessorError, RunOptions, Status,
    Strategy, Trace, VirtualDriver,
    plan::{Part, Settings},
};

/// Passes its input on. In this engine a processor receives one payload, so there is nothing to sum; the engine still
/// selects that payload among all dependencies.
struct PassOn;

impl Processor for PassOn {
    fn intent(&self) -> Intent {
        Intent::Transform
    }

    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError> {
        Ok(Outcome { output: input.clone(), metadata: Metadata::new(), fuel: None })
    }
}

pub fn options(strategy: Strategy) -> RunOptions {
    RunOptions {
        strategy,
        priority: Priority::Rank,
        failure_strategy: FailureStrategy::FailFast,
        workers: 4,
        timeout: None,
    }
}

pub fn ids(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("p{i}")).collect()
}

/// Builds the plan in code.
pub fn plan(ids: &[String], dependencies: &[Vec<u32>]) -> Plan {
    let parts = ids.iter().zip(dependencies).map(|(id, depends_on)| Part {
        id,
        depends_on,
        settings: Settings::default(),
        code: Box::new(PassOn),
    });
    Plan::assemble(options(Strategy::Reactive), parts).expect("the shapes are acyclic")
}

/// The same graph as a workflow file.
pub fn text(ids: &[String], dependencies: &[Vec<u32>]) -> String {
    let mut text = String::from("strategy: reactive\nprocessors:\n");
    for (id, own) in ids.iter().zip(dependencies) {
        let own: Vec<&str> = own.iter().map(|&d| ids[d as usize].as_str()).collect();
        let own = own.join(", ");
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  - id: {id}\n    type: local\n    processor: reverse_text\n    depends_on: [{own}]");
    }
    text
}

pub fn run(plan: &Plan, strategy: Strategy) -> Trace {
    let trace = VirtualDriver::new(plan, options(strategy), Payload::from("12345678")).run_to_end();
    check(&trace);
    trace
}

/// The same run, instant by instant, reading every event as it appears.
pub fn step(plan: &Plan) -> usize {
    let mut driver = VirtualDriver::new(plan, options(Strategy::Reactive), Payload::from("12345678"));
    let (mut seen, mut of_processors) = (0, 0);
    loop {
        let goes_on = driver.advance();
        for seq in seen..driver.trace().len() {
            of_processors += usize::from(driver.trace().event(seq).processor.is_some());
        }
        seen = driver.trace().len();
        if !goes_on {
            break;
        }
    }
    check(driver.trace());
    of_processors
}

fn check(trace: &Trace) {
    assert_eq!(trace.status(), Some(Status::Succeeded));
    assert!(trace.len() >= 4 * trace.graph().len() + 2, "ready, started, completed and advanced, each");
}
