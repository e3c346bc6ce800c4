//! Random contents of share links, with the runs that they describe.

use dagwood_core::{
    FailureStrategy, Micros, Overrides, Payload, Plan, Priority, Strategy, Trace, VirtualDriver, compile_with,
    plan::Environment,
    run::{Change, Fork},
};
use dagwood_proto::share::{
    ComparedRun, Fingerprint, LinkedFork, LinkedModule, MAX_COMPARED, MAX_MODULE_BYTES, MAX_WORKERS, Moment,
};
use fastrand::Rng;

use crate::random::{pick, random};

/// The random moment with this number. Every field is written out, so that a new one has to be thought of here.
#[must_use]
pub fn moment(seed: u64) -> Moment {
    let random = random(seed);
    let rng = &mut Rng::with_seed(seed);
    let overrides = Overrides {
        strategy: maybe(rng, |rng| *pick(rng, &Strategy::ALL)),
        priority: maybe(rng, |rng| *pick(rng, &Priority::ALL)),
        failure_strategy: maybe(rng, |rng| *pick(rng, &FailureStrategy::ALL)),
        workers: maybe(rng, |rng| rng.u32(1..=MAX_WORKERS)),
    };
    let plan = plan(&random.workflow, overrides);
    let (forks, runs) = forks(rng, &plan, &random.input);
    let run = rng.usize(0..runs.len());
    let processors = plan.graph().processors().map(|p| plan.graph().id(p).to_owned());
    let breakpoints = processors.filter(|_| rng.u8(0..4) == 0).collect();
    let stops = ["failed", "retry", "skipped", "cancelled", "level_started"].into_iter();
    Moment {
        workflow: random.workflow,
        input: random.input.into_bytes(),
        modules: (0..rng.usize(0..3)).map(|i| module(rng, i)).collect(),
        version: format!("0.{}.0", rng.u8(..)),
        example: maybe(rng, |rng| format!("example-{}", rng.u8(..))),
        overrides,
        run,
        step: Some(rng.usize(0..=runs[run].len())),
        fingerprint: maybe(rng, |_| Fingerprint::of(&runs[run])),
        compared: maybe(rng, |rng| (0..rng.usize(2..=MAX_COMPARED)).map(|_| row(rng, runs.len())).collect()),
        breakpoints,
        stop_at: stops.filter(|_| rng.bool()).map(Into::into).collect(),
        node: maybe(rng, |rng| pick(rng, &["p0", "a b/ü", "&=#", "%41", "+", "🦀"]).to_string()),
        view: maybe(rng, |rng| {
            pick(rng, &["timeline", "compare", "what_if", "orders", "table", "table,orders"]).to_string()
        }),
        forks,
    }
}

/// The random moment with this number, as the page shows and shares it.
#[must_use]
pub fn shown_moment(seed: u64) -> Moment {
    let Moment {
        workflow,
        input,
        // The page shares modules that the workflow names: this one names none.
        modules: _,
        version: _,
        example,
        overrides,
        forks,
        run,
        step,
        fingerprint: _,
        compared,
        breakpoints,
        stop_at,
        node,
        view,
    } = moment(seed);
    // The forks of the run on display come first. A fork before its parent's forks does not contain them.
    let traces = runs(&Moment {
        workflow: workflow.clone(),
        input: input.clone(),
        overrides,
        forks: forks.clone(),
        ..Moment::default()
    });
    let own = traces[run].forks();
    let mut places = vec![None; traces.len()];
    let mut next = Some(run);
    while let Some(run) = next {
        let before = traces[run].forks();
        places[run] = own.starts_with(before).then_some(before.len());
        next = run.checked_sub(1).map(|fork| forks[fork].parent);
    }
    let chain = own.iter().cloned().enumerate().map(|(parent, fork)| LinkedFork { parent, fork });
    let mut ordered: Vec<_> = chain.collect();
    for (i, LinkedFork { parent, fork }) in forks.into_iter().enumerate() {
        if places[i + 1].is_none() {
            let parent = places[parent].expect("it is before its forks");
            ordered.push(LinkedFork { parent, fork });
            places[i + 1] = Some(ordered.len());
        }
    }
    let place = |run: usize| places[run].expect("every run has a place");
    let row = |row| if let ComparedRun::Run(run) = row { ComparedRun::Run(place(run)) } else { row };
    // A choice that the file makes too is none.
    let overrides = overrides.without(plan(&workflow, Overrides::default()).options());
    let moment = Moment {
        workflow,
        input,
        modules: Vec::new(),
        version: env!("CARGO_PKG_VERSION").into(),
        example,
        overrides,
        forks: ordered,
        run: place(run),
        step,
        fingerprint: None,
        compared: compared.map(|rows| rows.into_iter().map(row).collect()),
        breakpoints,
        stop_at,
        node: node.filter(|id| id == "p0"),
        view: view.filter(|view| view != "timeline"),
    };
    Moment { fingerprint: Some(Fingerprint::of(&runs(&moment)[moment.run])), ..moment }
}

/// The runs that a moment describes: the workflow's run, then the run of each fork.
///
/// # Panics
/// If the workflow is invalid or cannot be forked like this.
#[must_use]
pub fn runs(moment: &Moment) -> Vec<Trace> {
    let plan = plan(&moment.workflow, moment.overrides);
    let mut runs = vec![first_run(&plan, &moment.input)];
    for LinkedFork { parent, fork } in &moment.forks {
        let driver = VirtualDriver::fork(&plan, &runs[*parent], fork.clone());
        runs.push(driver.expect("a link has forks that can be made").run_to_end());
    }
    runs
}

fn plan(workflow: &str, overrides: Overrides) -> Plan {
    let compiled = compile_with(workflow, overrides, Environment::default());
    compiled.plan.unwrap_or_else(|| panic!("{:#?}\n{workflow}", compiled.diagnostics))
}

fn first_run(plan: &Plan, input: &[u8]) -> Trace {
    VirtualDriver::new(plan, plan.options(), Payload::from(input)).run_to_end()
}

/// Up to five forks, of the run or of each other.
fn forks(rng: &mut Rng, plan: &Plan, input: &str) -> (Vec<LinkedFork>, Vec<Trace>) {
    let (mut forks, mut runs) = (Vec::new(), vec![first_run(plan, input.as_bytes())]);
    for _ in 0..rng.usize(0..6) {
        let parent = rng.usize(0..runs.len());
        let processor = rng.u32(0..plan.graph().len() as u32);
        let change = match rng.u8(0..5) {
            0 => Change::Fail { processor },
            1 => Change::Retry { processor },
            2 => Change::Workers { workers: rng.u32(1..9) },
            3 => Change::Duration { processor, duration: Micros::new(rng.u64(0..100_000)) },
            _ => Change::Output { processor, output: Payload::from(format!("\u{0}{}", rng.u64(..)).as_str()) },
        };
        let fork = Fork { at: rng.usize(0..runs[parent].len()), change };
        // A processor that has ended cannot be changed.
        if let Ok(driver) = VirtualDriver::fork(plan, &runs[parent], fork.clone()) {
            runs.push(driver.run_to_end());
            forks.push(LinkedFork { parent, fork });
        }
    }
    (forks, runs)
}

/// A module that the workflow does not use.
fn module(rng: &mut Rng, number: usize) -> LinkedModule {
    let bytes: Vec<u8> = (0..rng.usize(0..2 * MAX_MODULE_BYTES)).map(|_| rng.u8(..)).collect();
    LinkedModule::new(&format!("module {number}.wasm"), &bytes)
}

fn row(rng: &mut Rng, runs: usize) -> ComparedRun {
    if rng.u8(0..3) == 0 {
        return ComparedRun::Run(rng.usize(0..runs));
    }
    ComparedRun::Options {
        strategy: *pick(rng, &Strategy::ALL),
        priority: *pick(rng, &Priority::ALL),
        workers: maybe(rng, |rng| rng.u32(1..=MAX_WORKERS)),
    }
}

fn maybe<T>(rng: &mut Rng, make: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    rng.bool().then(|| make(rng))
}
