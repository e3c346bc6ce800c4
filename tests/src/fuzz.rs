//! Properties that must hold for any bytes: the bodies of the fuzz targets in `fuzz/`, whose corpus is also replayed as
//! a plain test. Each panics if a property does not hold.

mod edits;
mod lessons;
mod modules;

use arbitrary::{Result, Unstructured};
use dagwood_core::{
    Environment, ErrorCode, EventKind, FailureStrategy, Intent, Metadata, Micros, Outcome, Overrides, Payload, Plan,
    Priority, Processor, ProcessorError, ProcessorState, RunOptions, Severity, Snapshot, Status, Strategy, Trace,
    VirtualDriver, compile_with,
    plan::{Compiled, Part, Settings},
    run::{Change, Fork},
    sentence,
    text::Retry,
    trace::explain,
};
use dagwood_export::test::Test;
use dagwood_import::{decode as decode_text, import, keys};
use dagwood_proto::{
    share::{Codec, Link, Moment, Query, fragment, restore},
    trace::{decode, encode},
};

use crate::decompose;

/// A target: a function of some bytes.
pub type Target = fn(&[u8]);

/// All targets, by name.
pub const TARGETS: [(&str, Target); 13] = [
    ("yaml_to_plan", yaml_to_plan),
    ("edits", edits::edits),
    ("lesson", lessons::lesson),
    ("plan_to_run", plan_to_run),
    ("forks", forks),
    ("trace_decode", trace_decode),
    ("share_link", share_link),
    ("workflow_test", workflow_test),
    ("recording", recording),
    ("module", modules::module),
    ("component", modules::component),
    ("wasi", modules::wasi),
    ("host_work", modules::host_work),
];

/// The target with this name.
///
/// # Panics
/// If there is no such target.
#[must_use]
pub fn target(name: &str) -> Target {
    TARGETS.iter().find(|(known, _)| *known == name).expect("there is such a target").1
}

/// Compiles a text without modules.
fn compile(text: &str) -> Compiled {
    compile_with(text, Overrides::default(), Environment { decompose, ..Environment::default() })
}

/// A text is refused with errors, or becomes a plan; all diagnostics point into it.
pub fn yaml_to_plan(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let compiled = compile(text);
    let has_error = compiled.diagnostics.iter().any(|d| d.severity == Severity::Error);
    assert_eq!(compiled.plan.is_none(), has_error, "a plan, or an error");
    for diagnostic in &compiled.diagnostics {
        assert!(text.get(diagnostic.range.bytes()).is_some(), "{:?} is no range of the text", diagnostic.range);
        assert!(!diagnostic.message.is_empty());
    }
}

/// A run ends, follows its plan, is repeatable, and can be encoded and explained.
pub fn plan_to_run(bytes: &[u8]) {
    let mut data = Unstructured::new(bytes);
    let Ok(plan) = plan(&mut data) else { return };
    let run = || VirtualDriver::new(&plan, plan.options(), Payload::from("x")).run_to_end();
    let trace = run();
    assert_eq!(trace, run(), "the same input gives the same trace");
    check(&plan, &trace);
    let at = data.int_in_range(0..=trace.len()).unwrap_or(0);
    let snapshot = Snapshot::at(&trace, at);
    for p in plan.graph().processors() {
        assert!(!explain(&trace, &snapshot, p).sentence(&trace, &snapshot).is_empty());
    }
}

/// A fork repeats the events before it, and then follows its plan as well.
pub fn forks(bytes: &[u8]) {
    let mut data = Unstructured::new(bytes);
    let Ok(plan) = plan(&mut data) else { return };
    let mut parent = VirtualDriver::new(&plan, plan.options(), Payload::from("x")).run_to_end();
    while !data.is_empty() {
        let Ok(fork) = fork(&mut data, &plan, parent.len()) else { return };
        let at = fork.at;
        match VirtualDriver::fork(&plan, &parent, fork) {
            Ok(driver) => {
                let forked = driver.run_to_end();
                let before = |trace: &Trace| trace.events().take(at).collect::<Vec<_>>();
                assert_eq!(before(&forked), before(&parent), "what was before stays");
                check(&plan, &forked);
                parent = forked;
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// Bytes are refused, or are a trace that can be shown from end to end and encoded again.
pub fn trace_decode(bytes: &[u8]) {
    let Ok(trace) = decode(bytes) else { return };
    assert_eq!(decode(&encode(&trace)).as_ref(), Ok(&trace));
    assert_eq!(Snapshot::at(&trace, trace.len()).cursor(), trace.len());
    for seq in 0..trace.len().min(1_000) {
        assert!(!sentence(&trace, seq).is_empty());
    }
}

/// A link is refused, or has the same content after normalising and after encoding again.
pub fn share_link(bytes: &[u8]) {
    for codec in Codec::ALL {
        // A checksum is no obstacle for an author of links.
        share_text(&fragment(codec, bytes));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        share_text(text);
    }
}

fn share_text(text: &str) {
    match Link::decode(text) {
        Ok(link) => {
            let restored = restore(text).expect("what opens is a link");
            assert_eq!(Link::decode(&restored).map(|link| link.document).as_ref(), Ok(&link.document));
            // The decompressed document may be too large to be encoded again.
            if let Ok(again) = link.encode() {
                assert_eq!(Link::decode(&again).as_ref(), Ok(&link));
            }
            if let Ok(moment) = Moment::open(text)
                && let Ok(again) = moment.link(Query::default())
            {
                assert_eq!(Moment::open(&again).as_ref(), Ok(&moment));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A text is refused, or is a test that is the same after writing and reading it.
pub fn workflow_test(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Test::read(text) {
        Ok(test) => {
            // Escapes may make it too large to be written.
            if let Ok(again) = test.write() {
                assert_eq!(Test::read(&again).as_ref(), Ok(&test));
            }
        }
        Err(refused) => assert!(!refused.message.is_empty()),
    }
}

/// Bytes are refused, or are a recording that becomes a valid workflow; what a text is can always be asked.
pub fn recording(bytes: &[u8]) {
    let Ok(text) = decode_text(bytes.to_vec()) else { return };
    let keys = keys(&text);
    match import(&text) {
        Ok(imported) => {
            assert!(keys.iter().any(|key| key == "workflow"), "{keys:?}");
            let compiled = compile(&imported.workflow);
            assert!(compiled.plan.is_some(), "{}: {:?}", imported.workflow, compiled.diagnostics);
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
}

/// A small plan from arbitrary data.
fn plan(data: &mut Unstructured) -> Result<Plan> {
    let options = RunOptions {
        strategy: *data.choose(&Strategy::ALL)?,
        priority: *data.choose(&Priority::ALL)?,
        failure_strategy: *data.choose(&FailureStrategy::ALL)?,
        workers: data.int_in_range(1..=5)?,
        timeout: if data.ratio(1_u8, 8_u8)? { Some(millis(data, 40)?) } else { None },
    };
    let count = data.int_in_range(1..=12_u32)?;
    let ids: Vec<String> = (0..count).map(|i| format!("p{i}")).collect();
    let mut all: Vec<(Vec<u32>, Settings, Anything)> = Vec::new();
    for i in 0..count {
        let mut depends_on = Vec::new();
        for _ in 0..data.int_in_range(0..=3_u8)? {
            if i > 0 {
                let dependency = data.int_in_range(0..=i - 1)?;
                if !depends_on.contains(&dependency) {
                    depends_on.push(dependency);
                }
            }
        }
        let settings = Settings {
            retry: Retry { attempts: data.int_in_range(0..=2)?, backoff: millis(data, 3)? },
            timeout: if data.ratio(1_u8, 6_u8)? { Some(millis(data, 4)? + Micros::new(1)) } else { None },
            duration: if data.ratio(3_u8, 4_u8)? { Some(millis(data, 5)?) } else { None },
            fail_attempts: if data.ratio(1_u8, 6_u8)? { data.int_in_range(1..=3)? } else { 0 },
            memory: 0,
        };
        let intent = if data.ratio(1_u8, 3_u8)? { Intent::Analyze } else { Intent::Transform };
        all.push((depends_on, settings, Anything { intent, fails_beyond: data.arbitrary()?, own: i as u8 }));
    }
    let parts = all.iter().zip(&ids).map(|((depends_on, settings, code), id)| Part {
        id,
        depends_on,
        settings: *settings,
        code: Box::new(code.clone()),
    });
    Ok(Plan::assemble(options, parts).expect("every dependency comes before"))
}

fn millis(data: &mut Unstructured, most: u64) -> Result<Micros> {
    Ok(Micros::from_millis(data.int_in_range(0..=most)?))
}

/// Appends its own byte; fails on inputs longer than its limit; an Analyze returns metadata.
#[derive(Clone)]
struct Anything {
    intent: Intent,
    fails_beyond: u8,
    own: u8,
}

impl Processor for Anything {
    fn intent(&self) -> Intent {
        self.intent
    }

    fn process(&self, input: &Payload) -> std::result::Result<Outcome, ProcessorError> {
        if input.bytes().len() > usize::from(self.fails_beyond) {
            return Err(ProcessorError::new(ErrorCode::TooLarge, "too long for this one"));
        }
        Ok(match self.intent {
            Intent::Transform => {
                let output = [input.bytes(), &[self.own]].concat();
                Outcome { output: Payload::from(output), metadata: Metadata::new(), fuel: Some(self.own.into()) }
            }
            Intent::Analyze => {
                let metadata = [("length".into(), input.bytes().len().to_string())].into();
                Outcome { output: Payload::from(""), metadata, fuel: None }
            }
        })
    }
}

fn fork(data: &mut Unstructured, plan: &Plan, events: usize) -> Result<Fork> {
    // Sometimes out of range by one.
    let at = data.int_in_range(0..=events + 1)?;
    let processor = data.int_in_range(0..=plan.graph().len() as u32)?;
    let change = match data.int_in_range(0..=4_u8)? {
        0 => Change::Duration { processor, duration: millis(data, 9)? },
        1 => Change::Fail { processor },
        2 => Change::Retry { processor },
        3 => Change::Workers { workers: data.int_in_range(0..=6)? },
        _ => Change::Output { processor, output: Payload::from(data.arbitrary::<&[u8]>()?) },
    };
    Ok(Fork { at, change })
}

/// Properties of every finished run.
fn check(plan: &Plan, trace: &Trace) {
    let graph = plan.graph();
    let end = Snapshot::at(trace, trace.len());
    assert_eq!((end.status(), trace.status().is_some()), (trace.status(), true), "it has ended");
    assert!(end.states().all(ProcessorState::is_ended), "with every processor");
    assert!(end.workers().iter().all(Option::is_none), "and every worker is idle");
    let best_effort = trace.options().failure_strategy == FailureStrategy::BestEffort;
    let mut snapshot = Snapshot::start(trace);
    for seq in 0..trace.len() {
        let event = trace.event(seq);
        if let (Some(p), EventKind::Started { worker, .. }) = (event.processor, &event.kind) {
            assert!(*worker < trace.workers_at(seq), "the worker is one of those there are");
            let lowest = snapshot.workers().iter().position(Option::is_none);
            assert_eq!(lowest, Some(*worker as usize), "the lowest that is free");
            for &d in graph.dependencies(p) {
                let state = snapshot.state(d);
                assert!(state == ProcessorState::Completed || best_effort && state == ProcessorState::Failed);
            }
        }
        snapshot.seek(trace, seq + 1);
        assert!(snapshot.now() <= trace.makespan(), "time does not go back");
    }
    let failed = end.count(ProcessorState::Failed) > 0;
    assert!(trace.status() != Some(Status::Succeeded) || !failed, "nothing fails in a run that succeeds");
    assert_eq!(decode(&encode(trace)).as_ref(), Ok(trace), "its bytes hold all of it");
}
