//! The results of the analysis, and whether runs under its choices keep its promises.

use alloc::{format, string::String, vec, vec::Vec};

use expect_test::expect;
use proptest::prelude::*;

use super::testkit::{head, plan, reached, run, workflow};
use crate::{
    EventKind, Micros, Overrides, Plan, ProcessorIdx, Strategy as Kind,
    run::{Analysis, Choice, Cut, analyze},
};

fn makespan(plan: &Plan, overrides: Overrides) -> Micros {
    run(plan, overrides.apply(plan.options())).makespan()
}

/// The actual durations of runs under each choice.
fn makespans(plan: &Plan, workers: u32) -> [Micros; 4] {
    Choice::ALL.map(|Choice { strategy, priority }| {
        let (strategy, priority) = (Some(strategy), Some(priority));
        makespan(plan, Overrides { strategy, priority, workers: Some(workers), ..Overrides::default() })
    })
}

fn hybrid(plan: &Plan, workers: u32) -> Micros {
    makespan(plan, Overrides { strategy: Some(Kind::Hybrid), workers: Some(workers), ..Overrides::default() })
}

/// Workflows of up to 24 processors without failures, each with dependencies, an id and a duration.
fn random() -> impl Strategy<Value = String> {
    // Few dependencies, and near ones, so that choke points and components occur.
    prop::collection::vec((prop::collection::vec(1..5usize, 0..3), 0..40u8), 1..24).prop_map(|processors| {
        let mut text = head("reactive", "fail_fast", 1) + "\nprocessors:\n";
        for (i, (back, duration)) in processors.iter().enumerate() {
            let depends_on: Vec<_> =
                back.iter().filter(|&&back| back <= i).map(|back| format!("p{}", i - back)).collect();
            let depends_on = depends_on.join(", ");
            text.push_str(&format!(
                "  - {{ id: p{i}, type: local, processor: reverse_text, depends_on: [{depends_on}], \
                 simulate: {{ duration_ms: {duration} }} }}\n"
            ));
        }
        text
    })
}

proptest! {
    #[test]
    fn rehearsals_foretell_runs(text in random(), workers in 1..5u32) {
        let plan = plan(&text);
        let analysis = analyze(&plan, workers);
        let single = makespans(&plan, workers);
        prop_assert_eq!(analysis.expected, single);
        prop_assert_eq!(analysis.makespan, hybrid(&plan, workers));
        prop_assert!(Some(&analysis.makespan) <= single.iter().min(), "hybrid is no slower than any choice alone");
        for (choice, makespan) in Choice::ALL.iter().zip(single) {
            prop_assert!(analysis.lower_bound() <= makespan);
            prop_assert!(makespan <= analysis.upper_bound() || choice.strategy == Kind::Level);
        }
    }

    #[test]
    fn choke_points_are_ancestors_or_descendants_of_every_other_processor(text in random()) {
        let plan = plan(&text);
        let graph = plan.graph();
        let is_choke_point = |&p: &ProcessorIdx| {
            let before = reached(graph, p, |p| graph.dependencies(p));
            let after = reached(graph, p, |p| graph.dependents(p));
            graph.processors().all(|q| q == p || before[q as usize] || after[q as usize])
        };
        prop_assert_eq!(analyze(&plan, 2).choke_points as usize, graph.processors().filter(is_choke_point).count());
    }

    #[test]
    fn regions_part_the_graph(text in random(), workers in 1..5u32) {
        let plan = plan(&text);
        let (graph, analysis) = (plan.graph(), analyze(&plan, workers));
        let region_of = analysis.region_of(graph);
        let mut work = Micros::ZERO;
        for (region, number) in analysis.regions.iter().zip(0..) {
            let members: Vec<_> = graph.processors().filter(|&p| region_of[p as usize] == number).collect();
            prop_assert_eq!(members.len(), region.processors as usize);
            prop_assert!(Choice::ALL.contains(&region.choice));
            work = work + region.work;
            match region.cut {
                Cut::Whole => prop_assert_eq!(members.len(), graph.len()),
                Cut::Levels(first, last) => {
                    prop_assert!(members.iter().all(|&p| (first..=last).contains(&graph.rank(p))));
                }
                Cut::Component(_) => {
                    let outside = |&&d: &&ProcessorIdx| region_of[d as usize] != number;
                    let leaving = members.iter().flat_map(|&p| graph.dependencies(p)).filter(outside).count();
                    prop_assert_eq!(leaving, 0);
                }
            }
        }
        prop_assert_eq!(work, analysis.work);
        let trace = run(&plan, Overrides { strategy: Some(Kind::Hybrid), workers: Some(workers), ..Overrides::default() }
            .apply(plan.options()));
        prop_assert_eq!(trace.analysis(), Some(&analysis));
        let chosen = trace.events().filter(|e| matches!(e.kind, EventKind::StrategyChosen { .. })).count();
        prop_assert_eq!(chosen, analysis.regions.len());
    }
}

/// The analysis of a workflow in words, one sentence per line.
fn said(notation: &str, durations: &[(&str, u32)]) -> String {
    let settings: Vec<_> =
        durations.iter().map(|(id, ms)| (*id, format!("simulate: {{ duration_ms: {ms} }}"))).collect();
    let settings: Vec<_> = settings.iter().map(|(id, setting)| (*id, setting.as_str())).collect();
    let analysis = analyze(&plan(&workflow(&head("hybrid", "fail_fast", 2), notation, &settings)), 2);
    let choices = (0..analysis.regions.len()).map(|region| analysis.choice_sentence(region));
    [analysis.sentence()].into_iter().chain(choices).fold(String::new(), |all, sentence| all + &sentence + "\n")
}

#[test]
fn gives_each_stage_what_is_fastest_for_it() {
    // Before the choke point, the longest must start first. After it, longest first ends later than file order.
    let notation = "start -> a, b, c -> waist -> d, e, f, g, h";
    let durations = [("a", 20), ("b", 20), ("c", 40), ("d", 30), ("e", 20), ("f", 20), ("g", 30), ("h", 20)];
    expect![[r#"
        The graph has 4 levels, at most 5 wide, in 1 component and with 2 choke points. Expected durations: 1 ms to 40 ms, 202 ms in all and 72 ms on the critical path. On 2 workers no run is shorter than 101 ms, and a run that never leaves a worker idle while a processor is ready takes at most 137 ms.
        Hybrid runs levels 0 to 2 (5 processors) with work_queue by critical_path: it takes 42 ms, and no schedule can be faster.
        Hybrid runs level 3 (5 processors) with reactive: it takes 60 ms, and no schedule can be faster.
    "#]].assert_eq(&said(notation, &durations));
}

#[test]
fn starts_the_component_of_the_longest_path_first() {
    let durations = [
        ("p0", 14),
        ("p1", 30),
        ("p2", 3),
        ("p3", 9),
        ("p4", 7),
        ("p5", 19),
        ("p6", 17),
        ("p7", 22),
        ("p8", 18),
        ("p9", 0),
        ("p10", 16),
    ];
    expect![[r#"
        The graph has 3 levels, at most 9 wide, in 9 components and with 0 choke points. Expected durations: 0 ms to 30 ms, 155 ms in all and 40 ms on the critical path. On 2 workers no run is shorter than 77.5 ms, and a run that never leaves a worker idle while a processor is ready takes at most 97.5 ms.
        Hybrid runs component 2 (3 processors, critical path 40 ms) with reactive: all strategies are expected to take the same time.
        Hybrid runs component 1 (1 processor, critical path 30 ms) with reactive: all strategies are expected to take the same time.
        Hybrid runs component 6 (1 processor, critical path 22 ms) with reactive: all strategies are expected to take the same time.
        Hybrid runs component 5 (1 processor, critical path 17 ms) with reactive: all strategies are expected to take the same time.
        Hybrid runs component 8 (1 processor, critical path 16 ms) with reactive: all strategies are expected to take the same time.
        Hybrid runs component 0 (1 processor, critical path 14 ms) with reactive: all strategies are expected to take the same time.
        Hybrid runs component 3 (1 processor, critical path 9 ms) with reactive: all strategies are expected to take the same time.
        Hybrid runs component 4 (1 processor, critical path 7 ms) with reactive: all strategies are expected to take the same time.
        Hybrid runs component 7 (1 processor, critical path 0 ms) with reactive: all strategies are expected to take the same time.
    "#]].assert_eq(&said("p0; p1; p2; p3; p4; p2 -> p5; p6; p7; p5 -> p8; p9; p10", &durations));
}

/// Dependencies with the shapes of the benchmarks, but smaller.
fn families() -> [(&'static str, Vec<Vec<usize>>); 4] {
    let mut random = random_numbers();
    let layered = (0..300usize).map(|i| {
        let layer = i / 10;
        let back = |random: &mut dyn FnMut(usize) -> usize| {
            let skip = if random(5) == 0 { 1 + random(10) } else { 1 };
            (layer - skip.min(layer)) * 10 + random(10)
        };
        if layer == 0 { Vec::new() } else { (0..=random(4)).map(|_| back(&mut random)).collect() }
    });
    let diamonds = (0..300usize).map(|i| match i % 3 {
        0 if i == 0 => vec![],
        0 => vec![i - 2, i - 1],
        1 => vec![i - 1],
        _ => vec![i - 2],
    });
    [
        ("chain", (0..300usize).map(|i| i.checked_sub(1).into_iter().collect()).collect()),
        (
            "fan",
            (0..300usize)
                .map(|i| {
                    if i == 0 {
                        vec![]
                    } else if i < 299 {
                        vec![0]
                    } else {
                        (1..299).collect()
                    }
                })
                .collect(),
        ),
        ("diamonds", diamonds.collect()),
        ("layered", layered.collect()),
    ]
}

/// The quick generator of Numerical Recipes: the same numbers on every machine.
fn random_numbers() -> impl FnMut(usize) -> usize {
    let mut state = 20_260_131_u32;
    move |below| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    }
}

#[test]
fn is_at_least_as_good_as_the_best_on_every_family() {
    let mut random = random_numbers();
    for (family, dependencies) in families() {
        for spread in [1, 2, 10, 100] {
            let mut text = head("hybrid", "fail_fast", 4) + "\nprocessors:\n";
            for (i, own) in dependencies.iter().enumerate() {
                let own: Vec<String> = own.iter().map(|d| format!("p{d}")).collect();
                let duration = 1 + random(spread);
                text.push_str(&format!(
                    "  - {{ id: p{i}, type: local, processor: reverse_text, depends_on: [{}], \
                     simulate: {{ duration_ms: {duration} }} }}\n",
                    own.join(", ")
                ));
            }
            let plan = plan(&text);
            for workers in [1, 2, 4, 16] {
                let single = makespans(&plan, workers);
                let own = hybrid(&plan, workers);
                assert!(Some(&own) <= single.iter().min(), "{family}, durations to {spread} ms, {workers} workers");
            }
        }
    }
}

#[test]
fn has_a_reason_for_every_choice() {
    let of = |notation: &str, settings: &[(&str, &str)], workers| -> Analysis {
        analyze(&plan(&workflow(&head("hybrid", "fail_fast", workers), notation, settings)), workers)
    };
    let reason = |analysis: Analysis| analysis.regions[0].reason(analysis.workers);
    assert_eq!(reason(of("a -> b -> c", &[], 2)), crate::run::Reason::Same);
    let slow = |id| (id, "simulate: { duration_ms: 5 }");
    assert_eq!(reason(of("a -> c; b -> d", &[slow("a"), slow("d")], 2)), crate::run::Reason::Optimal);
}
