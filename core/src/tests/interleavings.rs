//! Every completion order of small graphs, compared with brute force and with the lint.

use alloc::{
    boxed::Box,
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use expect_test::expect;
use proptest::prelude::*;

use super::testkit::{head, plan, reached, run, workflow};
use crate::{
    Graph, Intent, Metadata, Outcome, Payload, Plan, Processor, ProcessorError, ProcessorIdx,
    explore::{ExploreError, NotAnOrder, Possibility, SharedStepKind, explore, replay_shared},
    limits,
    plan::{Part, Settings, parallel_transforms},
};

/// Appends its own name, so that its outputs distinguish its inputs and differ from those of others; or keeps only the
/// end.
struct Append {
    id: String,
    intent: Intent,
    keeps: usize,
}

impl Processor for Append {
    fn intent(&self) -> Intent {
        self.intent
    }

    fn process(&self, input: &Payload) -> Result<Outcome, ProcessorError> {
        let text = format!("{}{}", input.text().unwrap_or_default(), self.id);
        let start = text.len().saturating_sub(self.keeps);
        Ok(Outcome { output: text[start..].into(), metadata: Metadata::new(), fuel: None })
    }
}

/// A plan of these processors, given by intents and dependencies.
fn assemble(intents: &[Intent], dependencies: &[Vec<ProcessorIdx>], keeps: usize) -> Plan {
    let ids: Vec<_> = (0..intents.len()).map(|i| char::from(b'a' + i as u8).to_string()).collect();
    let parts = intents.iter().zip(dependencies).zip(&ids).map(|((&intent, depends_on), id)| Part {
        id,
        depends_on,
        settings: Settings::default(),
        code: Box::new(Append { id: id.clone(), intent, keeps }),
    });
    let options = plan("strategy: reactive\nprocessors: [{ id: a, type: local, processor: reverse_text }]").options();
    Plan::assemble(options, parts).expect("acyclic")
}

/// Random graphs; a processor may come before its dependencies in the file.
fn random_graph(most: usize) -> impl Strategy<Value = (Vec<Intent>, Vec<Vec<ProcessorIdx>>)> {
    let intent = prop::bool::weighted(0.65).prop_map(|t| if t { Intent::Transform } else { Intent::Analyze });
    let graph = (1..=most, 0.1..0.7f64).prop_flat_map(move |(n, density)| {
        let places = Just((0..n as ProcessorIdx).collect::<Vec<_>>()).prop_shuffle();
        let edges = prop::collection::vec(prop::bool::weighted(density), n * n);
        (prop::collection::vec(intent.clone(), n), places, edges)
    });
    graph.prop_map(|(intents, places, edges)| {
        let n = intents.len();
        let mut dependencies = vec![vec![]; n];
        for to in 0..n {
            for from in (0..to).filter(|from| edges[to * n + from]) {
                dependencies[places[to] as usize].push(places[from]);
            }
        }
        (intents, dependencies)
    })
}

/// Calls `each` with every permutation of the first n numbers.
fn permutations(n: usize, each: &mut impl FnMut(&[ProcessorIdx])) {
    fn extend(n: usize, order: &mut Vec<ProcessorIdx>, each: &mut impl FnMut(&[ProcessorIdx])) {
        if order.len() == n {
            return each(order);
        }
        for p in 0..n as ProcessorIdx {
            if !order.contains(&p) {
                order.push(p);
                extend(n, order, each);
                order.pop();
            }
        }
    }
    extend(n, &mut Vec::new(), each);
}

/// Pairs whose later processor in the file is in the list, with the earlier one not before it.
fn inversions(order: &[ProcessorIdx]) -> usize {
    let overtaken = |at: usize| (0..order[at]).filter(|p| !order[..at].contains(p)).count();
    (0..order.len()).map(overtaken).sum()
}

/// The values that occurred: in how many orders, and the best witness.
#[derive(Default)]
struct Seen(BTreeMap<Vec<u8>, (u128, Witness)>);

/// The number of completions, the number of inversions, and the completions: the least is the best.
type Witness = (usize, usize, Vec<ProcessorIdx>);

impl Seen {
    fn add(&mut self, content: &Payload, witness: &[ProcessorIdx]) {
        let witness = (witness.len(), inversions(witness), witness.to_vec());
        let entry = self.0.entry(content.bytes().into()).or_insert_with(|| (0, witness.clone()));
        entry.0 += 1;
        entry.1 = entry.1.clone().min(witness);
    }

    /// In the order of their best witnesses.
    fn possibilities(self) -> Vec<Possibility> {
        let mut all: Vec<_> = self.0.into_iter().collect();
        all.sort_by(|a, b| a.1.1.cmp(&b.1.1));
        let possibility =
            |(content, (orders, (_, _, witness)))| Possibility { content: Payload::from(content), orders, witness };
        all.into_iter().map(possibility).collect()
    }
}

/// Whether the input of a processor from a shared payload depends on the order, by the rule in the semantics.
fn depends_on_timing(graph: &Graph, p: ProcessorIdx) -> bool {
    let above: Vec<_> = graph.processors().map(|p| reached(graph, p, |p| graph.dependencies(p))).collect();
    let depends = |p: ProcessorIdx, on: ProcessorIdx| above[p as usize][on as usize];
    let pairs = parallel_transforms(graph).expect("the graph is small");
    if pairs.iter().any(|pair| depends(p, pair.first) && depends(p, pair.second)) {
        return true;
    }
    let is_transform = |&t: &ProcessorIdx| graph.intent(t) == Intent::Transform;
    // From Transform to Transform: p, its last dependency, the last dependency of that one, and so on.
    let mut reader = Some(p);
    while let Some(r) = reader {
        let late =
            |&&d: &&ProcessorIdx| !is_transform(&d) && !graph.dependencies(r).iter().any(|&other| depends(other, d));
        let between =
            |&&d: &&ProcessorIdx| graph.processors().filter(is_transform).any(|u| !depends(r, u) && !depends(u, d));
        if graph.dependencies(r).iter().filter(late).any(|d| between(&d)) {
            return true;
        }
        let seen: Vec<_> = graph.processors().filter(is_transform).filter(|&t| depends(r, t)).collect();
        reader = seen.iter().copied().find(|&last| seen.iter().all(|&t| t == last || depends(last, t)));
    }
    false
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn exploring_is_trying_every_permutation((intents, dependencies) in random_graph(7), keeps in 1..4usize) {
        for keeps in [keeps, usize::MAX] {
            let plan = assemble(&intents, &dependencies, keeps);
            let input = Payload::from("-");
            let (mut count, mut outputs) = (0, Seen::default());
            let mut inputs: Vec<Seen> = intents.iter().map(|_| Seen::default()).collect();
            permutations(intents.len(), &mut |order| {
                let Ok(steps) = replay_shared(&plan, &input, order) else { return };
                count += 1;
                outputs.add(&steps.last().expect("something completes").payload, order);
                let mut completed = 0;
                for step in steps {
                    match step.kind {
                        SharedStepKind::Reads => inputs[step.processor as usize].add(&step.payload, &order[..completed]),
                        _ => completed += 1,
                    }
                }
            });
            let found = explore(&plan, &input, 10_000).expect("small");
            prop_assert_eq!(found.orders, count);
            prop_assert_eq!(found.outputs, outputs.possibilities());
            prop_assert_eq!(found.inputs, inputs.into_iter().map(Seen::possibilities).collect::<Vec<_>>());
        }
    }
}

proptest! {
    #[test]
    fn payloads_by_the_graph_are_the_same_in_every_order((intents, dependencies) in random_graph(7)) {
        let plan = assemble(&intents, &dependencies, usize::MAX);
        let found = explore(&plan, &"Hello, World".into(), 10_000).expect("small");
        prop_assert_eq!(found.by_graph.evaluated as u128, found.orders.min(1_000));
        prop_assert!(found.by_graph.is_same);
        let trace = run(&plan, plan.options());
        prop_assert_eq!(found.by_graph.output.as_ref(), trace.output());
    }

    #[test]
    fn counts_add_up_and_witnesses_lead_there((intents, dependencies) in random_graph(9)) {
        let plan = assemble(&intents, &dependencies, 3);
        let input = Payload::from("-");
        let found = explore(&plan, &input, 100_000).expect("small");
        for possibilities in found.inputs.iter().chain([&found.outputs]) {
            prop_assert_eq!(possibilities.iter().map(|one| one.orders).sum::<u128>(), found.orders);
        }
        for output in &found.outputs {
            let steps = replay_shared(&plan, &input, &output.witness).expect("an order");
            prop_assert_eq!(steps.last().map(|step| &step.payload), Some(&output.content));
        }
        for (p, one) in found.inputs.iter().enumerate().flat_map(|(p, inputs)| inputs.iter().map(move |one| (p, one))) {
            let steps = replay_shared(&plan, &input, &one.witness).expect("the beginning of an order");
            let reads = steps.iter().find(|step| step.processor as usize == p).map(|step| (&step.kind, &step.payload));
            prop_assert_eq!(reads, Some((&SharedStepKind::Reads, &one.content)));
        }
    }

    #[test]
    fn the_lint_and_the_exploration_agree((intents, dependencies) in random_graph(9), keeps in 1..4usize) {
        let telling = assemble(&intents, &dependencies, usize::MAX);
        let graph = telling.graph();
        let found = explore(&telling, &"-".into(), 100_000).expect("small");
        let varies = |p: ProcessorIdx| found.inputs[p as usize].len() > 1;
        for p in graph.processors() {
            prop_assert_eq!(varies(p), depends_on_timing(graph, p), "p{}: {:?}", p, found.inputs[p as usize]);
        }
        for pair in parallel_transforms(graph).expect("the graph is small") {
            prop_assert!(varies(pair.seen_by), "{:?}", pair);
        }
        // Other processors may give the same output for different inputs, but the converse never happens.
        let forgetful = explore(&assemble(&intents, &dependencies, keeps), &"-".into(), 100_000).expect("small");
        for p in graph.processors() {
            prop_assert!(forgetful.inputs[p as usize].len() <= 1 || depends_on_timing(graph, p));
        }
    }

    #[test]
    fn the_output_is_what_one_depending_on_every_sink_reads((intents, dependencies) in random_graph(8)) {
        let graph = assemble(&intents, &dependencies, usize::MAX).graph().clone();
        let found = explore(&assemble(&intents, &dependencies, usize::MAX), &"-".into(), 100_000).expect("small");
        let (mut intents, mut dependencies) = (intents, dependencies);
        intents.push(Intent::Analyze);
        dependencies.push(graph.sinks().to_vec());
        let with_end = explore(&assemble(&intents, &dependencies, usize::MAX), &"-".into(), 100_000).expect("small");
        prop_assert_eq!(Some(found.outputs), with_end.inputs.last().cloned());
    }
}

/// A workflow in the notation of the testkit, explored on the input `-`: its outputs, and the inputs that vary.
fn explored(notation: &str) -> String {
    let plan = plan(&workflow(&head("reactive", "fail_fast", 1), notation, &[]));
    let found = explore(&plan, &"-".into(), 1_000).expect("small");
    let names = |order: &[ProcessorIdx]| order.iter().map(|&p| plan.graph().id(p)).collect::<Vec<_>>().join(" ");
    let mut text = format!("{} orders; by the graph {:?}", found.orders, found.by_graph.output.expect("an output"));
    let mut say = |what: &str, all: &[Possibility]| {
        for Possibility { content, orders, witness } in all {
            text.push_str(&format!("\n{what} {:?} in {orders}: {}", content.text().expect("text"), names(witness)));
        }
    };
    say("output", &found.outputs);
    for (p, inputs) in plan.graph().processors().zip(&found.inputs).filter(|(_, inputs)| inputs.len() > 1) {
        say(plan.graph().id(p), inputs);
    }
    text
}

#[test]
fn the_last_writer_wins() {
    expect![[r#"
        2 orders; by the graph Payload("-abd")
        output "-acd" in 1: a b c d
        output "-abd" in 1: a c b d
        d "-ac" in 1: a b c
        d "-ab" in 1: a c b"#]]
    .assert_eq(&explored("a -> b, c -> d"));
    // No processor sees both, and yet the output depends on which one is last.
    expect![[r#"
        2 orders; by the graph Payload("-ab")
        output "-ac" in 1: a b c
        output "-ab" in 1: a c b"#]]
    .assert_eq(&explored("a -> b, c"));
    // The lint has nothing to report: c only sees a, but b may write while the Analyze between them runs.
    expect![[r#"
        4 orders; by the graph Payload("-ac")
        output "-b" in 1: a x c b
        output "-ac" in 2: a x b c
        output "-bc" in 1: a b x c
        c "-a" in 3: a x
        c "-b" in 1: a b x"#]]
    .assert_eq(&explored("a -> x? -> c; b"));
}

#[test]
fn an_order_is_told_step_by_step() {
    let plan = plan(&workflow(&head("reactive", "fail_fast", 1), "a -> x?, b -> c", &[]));
    let tell = |order: &[ProcessorIdx]| {
        let steps = replay_shared(&plan, &"-".into(), order)?;
        let line = |step: &crate::explore::SharedStep| {
            let verb = match &step.kind {
                SharedStepKind::Reads => "reads",
                SharedStepKind::Writes => "writes",
                SharedStepKind::Leaves => "leaves",
                SharedStepKind::Fails(_) => "fails at",
            };
            format!("{} {verb} {}", plan.graph().id(step.processor), step.payload.text().expect("text"))
        };
        Ok(steps.iter().map(line).collect::<Vec<_>>().join(", "))
    };
    expect!["a reads -, a writes -a, x reads -a, b reads -a, b writes -ab, x leaves -ab, c reads -ab, c writes -abc"]
        .assert_eq(&tell(&[0, 2, 1, 3]).expect("an order"));
    assert_eq!(tell(&[]).as_deref(), Ok("a reads -"));
    for (order, at) in [(&[1][..], 0), (&[0, 0], 1), (&[0, 1, 3], 2), (&[0, 4], 1)] {
        assert_eq!(tell(order), Err(NotAnOrder { at }));
    }
}

#[test]
fn what_fails_writes_nothing() {
    let plan = plan(&workflow(&head("reactive", "fail_fast", 1), "a -> b, c -> d", &[]));
    let input = Payload::from(&b"\xff"[..]);
    let found = explore(&plan, &input, 1_000).expect("small");
    assert_eq!(found.by_graph.output.as_ref(), Some(&input));
    let [output] = &found.outputs[..] else { panic!("{:?}", found.outputs) };
    assert_eq!((&output.content, output.orders, &output.witness[..]), (&input, 2, &[0, 1, 2, 3][..]));
    let steps = replay_shared(&plan, &input, &output.witness).expect("an order");
    assert!(matches!(&steps[1].kind, SharedStepKind::Fails(error) if error.code.number() == 400));
}

#[test]
fn retries_timeouts_and_pretence_play_no_part() {
    let settings = [
        ("a", "simulate: { duration_ms: 50, fail_attempts: 1 }, timeout_ms: 10"),
        ("b", "simulate: { fail_attempts: 3 }, retry: { attempts: 1, backoff_ms: 5 }"),
    ];
    let text = |settings| workflow(&head("level", "fail_fast", 1), "a -> b, c -> d", settings);
    let explored = |settings| explore(&plan(&text(settings)), &"-".into(), 1_000);
    assert_eq!(explored(&settings[..]), explored(&[]));
}

#[test]
fn an_exploration_ends() {
    let apart = |n: usize| assemble(&vec![Intent::Transform; n], &vec![vec![]; n], usize::MAX);
    let few = apart(10);
    // 2^10 sets, and 10 · 2^9 states besides the first: which processors have completed, and which of them wrote last.
    assert!(explore(&few, &"-".into(), 10 * 512 + 1).is_ok());
    assert_eq!(explore(&few, &"-".into(), 10 * 512), Err(ExploreError::TooManyStates { limit: 10 * 512 }));
    assert_eq!(explore(&few, &"-".into(), 1_023), Err(ExploreError::TooManyStates { limit: 1_023 }));
    let many = explore(&apart(limits::EXPLORED_PROCESSORS + 1), &"-".into(), 1_000);
    assert_eq!(many, Err(ExploreError::TooManyProcessors { processors: 65 }));
    let large = Payload::from("x".repeat(limits::EXPLORED_BYTES / 20));
    assert_eq!(explore(&few, &large, 10_000), Err(ExploreError::TooManyBytes));
    for error in [many.expect_err("too many"), ExploreError::TooManyStates { limit: 5 }, ExploreError::TooManyBytes] {
        assert!(error.to_string().contains("remove some") || error.to_string().contains("shorter input"), "{error}");
    }
    // A chain of any length has one order; an empty graph has one as well.
    let chain: Vec<Vec<ProcessorIdx>> = (0..26u32).map(|i| i.checked_sub(1).into_iter().collect()).collect();
    let chain = explore(&assemble(&[Intent::Transform; 26], &chain, usize::MAX), &"-".into(), 27).expect("27 states");
    assert_eq!((chain.orders, chain.outputs.len(), chain.by_graph.evaluated), (1, 1, 1));
    let nothing = explore(&assemble(&[], &[], 1), &"-".into(), 1).expect("one state");
    assert_eq!((nothing.orders, &nothing.outputs[0].content, nothing.by_graph.output), (1, &"-".into(), None));
}

#[test]
fn of_very_many_orders_some_are_tried() {
    let plan = assemble(&[Intent::Analyze; 9], &vec![vec![]; 9], usize::MAX);
    let found = explore(&plan, &"-".into(), 1_000).expect("512 states");
    assert_eq!((found.orders, found.by_graph.evaluated, found.by_graph.is_same), (362_880, 1_000, true));
}
