//! Mutation testing of tasks: single edits of a workflow that pass all checks. An edit that should not pass shows a missing check.
//!
//! [`mutants`] makes the edits in this order, and no workflow twice:
//!
//! 1. every other strategy, priority under `work_queue`, number of workers from 1 to the number of processors, and failure
//!    strategy;
//! 2. for each processor, in the order of the file: each dependency removed; each dependency at each other place of its list; a
//!    dependency on each other processor added; its duration halved, and doubled;
//! 3. for each processor, in the order of the file: its line at each other place.

use dagwood_core::{
    Environment, FailureStrategy, Overrides, Payload, Plan, Priority, Strategy,
    check::Runs,
    compile_with,
    text::{TextRange, edit::Script, edit::value_at},
};

use crate::{Answer, Lesson, Section, judge::passes, limits, proof::changed};

/// A workflow with a single edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// The edit: a line of a [`Script`], or a phrase if no single line makes it.
    pub edit: String,
    /// The text after it.
    pub text: String,
}

/// The results of the single edits of one workflow of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutated<'l> {
    /// The task.
    pub section: &'l Section,
    /// The solution that was edited; none for the start.
    pub solution: Option<&'l Answer>,
    /// How many edits were tried.
    pub tried: usize,
    /// The edits that pass all checks, without the solutions of the lesson.
    pub passed: Vec<String>,
}

impl Mutated<'_> {
    /// The place of the edited workflow: the solution, or the heading of the task.
    #[must_use]
    pub fn range(&self) -> TextRange {
        self.solution.map_or(self.section.range, |solution| solution.range)
    }
}

/// Tries the single edits of the start and of each solution, for each task of a lesson. Invalid workflows are left out.
#[must_use]
pub fn mutate<'l>(lesson: &'l Lesson, environment: Environment) -> Vec<Mutated<'l>> {
    let mut all = Vec::new();
    let (named, input) = (lesson.front.named_runs(), Payload::from(&*lesson.front.input));
    for (section, start) in lesson.with_starts() {
        let Some(start) = start.filter(|_| section.is_task()) else { continue };
        let task = section.task();
        let fulfils = |text: &str| {
            let runs = Runs::new(text, input.clone(), Overrides::default(), environment);
            passes(&task, &mut runs.with_start(&start.text).with_runs(&named))
        };
        let solutions: Vec<(&Answer, String)> =
            section.solutions().filter_map(|answer| Some((answer, changed(answer, start).ok()?))).collect();
        let mut edited = vec![(None, &*start.text)];
        edited.extend(solutions.iter().map(|(answer, text)| (Some(*answer), &**text)));
        for (solution, text) in edited {
            let plan = compile_with(text, Overrides::default(), environment).plan;
            let mut mutated = Mutated { section, solution, tried: 0, passed: Vec::new() };
            for Mutant { edit, text } in plan.iter().flat_map(|plan| mutants(text, plan)) {
                mutated.tried += 1;
                let is_solution = solutions.iter().any(|(_, solution)| *solution == text);
                if !is_solution && fulfils(&text) {
                    mutated.passed.push(edit);
                }
            }
            all.push(mutated);
        }
    }
    all
}

/// The single edits of a workflow with this plan, in the order that the module describes: at most [`limits::MUTANTS`]. Edits that
/// cannot be made are left out.
pub fn mutants<'a>(text: &'a str, plan: &'a Plan) -> impl Iterator<Item = Mutant> + 'a {
    let mutant = move |Single { edit, script }| {
        let text = Script::read(script.as_ref().unwrap_or(&edit)).ok()?.apply(text).ok()?;
        Some(Mutant { edit, text })
    };
    singles(text, plan).filter_map(mutant).take(limits::MUTANTS)
}

/// An edit, and its script if a single line is not enough.
struct Single {
    edit: String,
    script: Option<String>,
}

impl Single {
    fn line(edit: String) -> Self {
        Self { edit, script: None }
    }
}

/// The edits; some cannot be made.
fn singles<'a>(text: &'a str, plan: &'a Plan) -> impl Iterator<Item = Single> + 'a {
    let all = plan.graph().processors();
    let dependencies = all.clone().flat_map(move |of| dependencies(plan, of).chain(durations(text, plan, of)));
    options(plan).chain(dependencies).chain(all.flat_map(move |of| lines(plan, of)))
}

fn options(plan: &Plan) -> impl Iterator<Item = Single> {
    let is = plan.options();
    let strategies = Strategy::ALL.into_iter().filter(move |&other| other != is.strategy);
    // Other strategies ignore the priority.
    let has_priority = move |_: &Priority| is.strategy == Strategy::WorkQueue;
    let priorities = Priority::ALL.into_iter().filter(has_priority).filter(move |&other| other != is.priority);
    let workers = (1..=plan.graph().len()).filter(move |&other| other != is.workers as usize);
    let failures = FailureStrategy::ALL.into_iter().filter(move |&other| other != is.failure_strategy);
    let strategies = strategies.map(|other| format!("set strategy = {}", other.name()));
    let priorities = priorities.map(|other| format!("set executor_options.priority = {}", other.name()));
    let workers = workers.map(|other| format!("set executor_options.max_concurrency = {other}"));
    let failures = failures.map(|other| format!("set failure_strategy = {}", other.name()));
    strategies.chain(priorities).chain(workers).chain(failures).map(Single::line)
}

fn dependencies(plan: &Plan, of: u32) -> impl Iterator<Item = Single> {
    let graph = plan.graph();
    let (id, list) = (graph.id(of), graph.dependencies(of));
    let removed = list.iter().map(move |&from| format!("disconnect {} -> {id}", graph.id(from)));
    let moved = (0..list.len()).flat_map(move |from| places(from, list.len()).map(move |to| (from, to)));
    let moved = moved.map(move |(from, to)| {
        let mut order = list.to_vec();
        let dependency = order.remove(from);
        order.insert(to, dependency);
        reorder(plan, of, &order)
    });
    let others = graph.processors().filter(move |&from| from != of && !list.contains(&from));
    let added = others.map(move |from| format!("connect {} -> {id}", graph.id(from)));
    removed.map(Single::line).chain(moved).chain(added.map(Single::line))
}

/// The other places for an entry of a list. The place before it is left out: moving the previous entry down has the same result.
fn places(from: usize, length: usize) -> impl Iterator<Item = usize> {
    (0..length).filter(move |&to| to != from && to + 1 != from)
}

/// Reorders the dependencies of a processor.
fn reorder(plan: &Plan, of: u32, order: &[u32]) -> Single {
    let graph = plan.graph();
    let mut list = graph.dependencies(of).iter();
    // A new dependency is added at the end, so a prefix in the right order can stay.
    let stay = order.iter().take_while(|&&dependency| list.any(|&other| other == dependency)).count();
    let edge = |from: u32| format!("{} -> {}", graph.id(from), graph.id(of));
    let again = |&from: &u32| [format!("disconnect {}", edge(from)), format!("connect {}", edge(from))];
    let script = order[stay..].iter().flat_map(again).collect::<Vec<_>>().join("\n");
    let ids: Vec<_> = order.iter().map(|&dependency| graph.id(dependency)).collect();
    Single { edit: format!("order {}.depends_on = [{}]", graph.id(of), ids.join(", ")), script: Some(script) }
}

fn durations(text: &str, plan: &Plan, of: u32) -> impl Iterator<Item = Single> {
    let id = plan.graph().id(of);
    let written = value_at(text, Some(id), "simulate.duration_ms").and_then(|value| value.text?.parse::<u64>().ok());
    let changed = written
        .into_iter()
        .filter(|&duration| duration > 0)
        .flat_map(|duration| [duration / 2, duration.saturating_mul(2)]);
    changed.map(move |duration| Single::line(format!("set {id}.simulate.duration_ms = {duration}")))
}

fn lines(plan: &Plan, of: u32) -> impl Iterator<Item = Single> {
    let graph = plan.graph();
    let (from, length) = (of as usize, graph.len());
    places(from, length).map(move |to| {
        let id = graph.id(of);
        let next = if to < from { to } else { to + 1 };
        if next < length {
            return Single::line(format!("move {id} before {}", graph.id(next as u32)));
        }
        // No line moves a processor to the end, but the later processors can be moved before it.
        let script: Vec<_> =
            (of + 1..length as u32).map(|other| format!("move {} before {id}", graph.id(other))).collect();
        Single { edit: format!("move {id} to the end"), script: Some(script.join("\n")) }
    })
}

#[cfg(test)]
mod tests {
    use dagwood_core::{Environment, Overrides, compile_with};
    use expect_test::expect;

    use super::Mutant;

    const TEXT: &str = "\
strategy: reactive
processors:
  - { id: a, type: local, processor: reverse_text, simulate: { duration_ms: 5 } }
  - { id: b, type: local, processor: reverse_text }
  - { id: c, type: local, processor: reverse_text, depends_on: [a, b] }
";

    fn mutants(text: &str) -> Vec<Mutant> {
        let plan = compile_with(text, Overrides::default(), Environment::default()).plan.expect("it has no errors");
        super::mutants(text, &plan).collect()
    }

    #[test]
    fn every_kind_of_edit_is_made_once_in_order() {
        let all = mutants(TEXT);
        let edits: Vec<_> = all.iter().map(|mutant| format!("{}\n", mutant.edit)).collect();
        expect![[r#"
            set strategy = work_queue
            set strategy = level
            set strategy = hybrid
            set executor_options.max_concurrency = 1
            set executor_options.max_concurrency = 2
            set executor_options.max_concurrency = 3
            set failure_strategy = continue_on_error
            set failure_strategy = best_effort
            connect b -> a
            set a.simulate.duration_ms = 2
            set a.simulate.duration_ms = 10
            connect a -> b
            disconnect a -> c
            disconnect b -> c
            order c.depends_on = [b, a]
            move a before c
            move a to the end
            move b to the end
            move c before a
        "#]]
        .assert_eq(&edits.concat());
        let queue = mutants(&TEXT.replace("reactive", "work_queue"));
        assert_eq!(queue.iter().filter(|mutant| mutant.edit.contains("priority")).count(), 2);
    }

    #[test]
    fn dependencies_are_put_in_every_order_that_moves_one() {
        let text = TEXT.replace("processors:\n", "processors:\n  - { id: z, type: local, processor: reverse_text }\n");
        let all = mutants(&text.replace("[a, b]", "[z, a, b]"));
        let orders: Vec<_> = all.iter().filter(|mutant| mutant.edit.starts_with("order")).collect();
        let lists: Vec<_> =
            orders.iter().filter_map(|mutant| mutant.edit.strip_prefix("order c.depends_on = ")).collect();
        assert_eq!(lists, ["[a, z, b]", "[a, b, z]", "[z, b, a]", "[b, z, a]"]);
        for (mutant, list) in orders.iter().zip(lists) {
            assert!(mutant.text.contains(&format!("depends_on: {list}")), "{}", mutant.text);
        }
    }

    #[test]
    fn a_line_is_moved_to_the_end() {
        let all = mutants(TEXT);
        let moved = all.iter().find(|mutant| mutant.edit == "move a to the end").expect("it is made");
        let places = ["id: b", "id: c", "id: a"].map(|id| moved.text.find(id));
        assert!(places.is_sorted() && !places.contains(&None), "{}", moved.text);
    }
}
