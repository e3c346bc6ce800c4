//! Predicts how a run will go and chooses a strategy for it: the analysis behind [`Strategy::Hybrid`].
//!
//! The analysis rehearses: it runs the graph under each [`Choice`] with processors that do nothing and take their
//! expected durations, and notes when each would end. A *choke point* is a processor that every path crosses. Choke
//! points cut the graph into stages; one stage ends before the next begins, so each stage gets the choice that is
//! fastest for it. The whole run is then never slower than under the best single choice, as long as durations are as
//! expected and nothing fails. If the graph falls apart into components that share the workers, each component gets the
//! choice that is fastest for it alone. This is used only if the rehearsal of all components together is faster than
//! every single choice.

use alloc::{format, string::String, sync::Arc, vec, vec::Vec};
use core::fmt;

use crate::{
    Graph, Micros, Plan, Priority, ProcessorIdx, ProcessorState, RunOptions, Strategy, VirtualDriver, counted,
    run::strategy::Policy,
};

/// A strategy for a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Any strategy but `hybrid`.
    pub strategy: Strategy,
    /// The order of the work queue.
    pub priority: Priority,
}

impl Choice {
    /// Every choice; among equally fast ones, the first is taken.
    pub const ALL: [Self; 4] = [
        Self { strategy: Strategy::Reactive, priority: Priority::Rank },
        Self { strategy: Strategy::WorkQueue, priority: Priority::Rank },
        Self { strategy: Strategy::WorkQueue, priority: Priority::CriticalPath },
        Self { strategy: Strategy::Level, priority: Priority::Rank },
    ];

    /// The upward rank of each processor; empty if this choice does not need them.
    pub(crate) fn upward_ranks(self, plan: &Plan) -> Arc<[Micros]> {
        let needed = self.strategy == Strategy::WorkQueue && self.priority == Priority::CriticalPath;
        if needed { upward_ranks(plan) } else { Arc::from([]) }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.strategy.name())?;
        if self.priority == Priority::Rank { Ok(()) } else { write!(f, " by {}", self.priority.name()) }
    }
}

/// How a region is cut out of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cut {
    /// Not at all: it is the whole graph.
    Whole,
    /// By choke points: it is the levels from the first to the last one. The levels of other regions all come before or
    /// after.
    Levels(u32, u32),
    /// It is a connected component, numbered in the order of the components' first processors.
    Component(u32),
}

/// `the whole graph`, `levels 2 to 4`, `component 1`.
impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("the whole graph"),
            Self::Levels(first, last) if first == last => write!(f, "level {first}"),
            Self::Levels(first, last) => write!(f, "levels {first} to {last}"),
            Self::Component(number) => write!(f, "component {number}"),
        }
    }
}

/// A part of the graph with one strategy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its part of the graph.
    pub cut: Cut,
    /// Its strategy.
    pub choice: Choice,
    /// How many processors it has.
    pub processors: u32,
    /// The sum of the expected durations of its processors.
    pub work: Micros,
    /// Its longest path, in expected durations.
    pub critical_path: Micros,
    /// Its expected duration under each of [`Choice::ALL`], alone on all workers.
    pub expected: [Micros; 4],
}

/// Why a region has its choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// All choices are expected to take the same time, so it has the first one, or the choice of the other regions.
    Same,
    /// No schedule can be faster.
    Optimal,
    /// It is expected to be faster than the others, by this much than the next best.
    Fastest(Micros),
    /// It is expected to be as fast as some others and faster than the rest, by this much than the slowest.
    AmongFastest(Micros),
}

impl Region {
    /// The expected duration under its choice.
    #[must_use]
    pub fn duration(&self) -> Micros {
        Choice::ALL.iter().position(|&choice| choice == self.choice).map_or(Micros::ZERO, |i| self.expected[i])
    }

    /// Why it has its choice.
    #[must_use]
    pub fn reason(&self, workers: u32) -> Reason {
        let own = self.duration();
        let slowest = self.expected.into_iter().max().unwrap_or(own);
        let as_fast = self.expected.iter().filter(|&&duration| duration <= own).count();
        if slowest == own {
            Reason::Same
        } else if own <= lower_bound(self.critical_path, self.work, workers) {
            Reason::Optimal
        } else if as_fast > 1 {
            Reason::AmongFastest(slowest.since(own))
        } else {
            let next = self.expected.into_iter().filter(|&duration| duration > own).min().unwrap_or(own);
            Reason::Fastest(next.since(own))
        }
    }
}

/// Measures of a graph and of its expected durations, and a strategy for each region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// The number of workers that it assumes.
    pub workers: u32,
    /// The number of levels of the graph.
    pub levels: u32,
    /// The size of the largest level.
    pub width: u32,
    /// The number of connected components.
    pub components: u32,
    /// The number of choke points: processors that are an ancestor or a descendant of every other processor.
    pub choke_points: u32,
    /// The shortest expected duration of a processor.
    pub shortest: Micros,
    /// The longest one.
    pub longest: Micros,
    /// Their sum.
    pub work: Micros,
    /// The longest path, in expected durations: no run is shorter, with any number of workers.
    pub critical_path: Micros,
    /// The expected duration of the run under each of [`Choice::ALL`] alone.
    pub expected: [Micros; 4],
    /// The expected duration of the run with the choices made.
    pub makespan: Micros,
    /// The regions of the graph, each with its choice. Components are in the order of their critical paths, the longest
    /// first: it gets free workers before the others.
    pub regions: Vec<Region>,
}

impl Analysis {
    /// No run on this number of workers is shorter: max(critical path, work / workers), rounded up.
    #[must_use]
    pub fn lower_bound(&self) -> Micros {
        lower_bound(self.critical_path, self.work, self.workers)
    }

    /// No strategy that never leaves a worker idle while a processor is ready takes longer: critical path · (1 - 1 /
    /// workers) + work / workers, which is at most (2 - 1 / workers) times the best possible (R. L. Graham, SIAM
    /// Journal on Applied Mathematics 17(2), 1969), rounded up.
    #[must_use]
    pub fn upper_bound(&self) -> Micros {
        let workers = u128::from(self.workers.max(1));
        let total = u128::from(self.critical_path.get()) * (workers - 1) + u128::from(self.work.get());
        Micros::new(u64::try_from(total.div_ceil(workers)).unwrap_or(u64::MAX))
    }

    /// The upward rank of each processor; empty if no region needs them.
    pub(crate) fn upward_ranks(&self, plan: &Plan) -> Arc<[Micros]> {
        let ranks = self.regions.iter().map(|region| region.choice.upward_ranks(plan));
        ranks.into_iter().find(|ranks| !ranks.is_empty()).unwrap_or_else(|| Arc::from([]))
    }

    /// The region of each processor of the analysed graph. O(processors + edges).
    #[must_use]
    pub fn region_of(&self, graph: &Graph) -> Vec<u32> {
        let components = match self.regions.first().map(|region| region.cut) {
            Some(Cut::Component(_)) => components(graph).0,
            _ => Vec::new(),
        };
        // The region of each level, and of each component.
        let mut of_level = vec![0; graph.levels()];
        let mut of_component = vec![0; self.components as usize];
        for (i, region) in self.regions.iter().enumerate() {
            match region.cut {
                Cut::Whole => {}
                Cut::Levels(first, last) => {
                    for level in of_level.iter_mut().take(last as usize + 1).skip(first as usize) {
                        *level = i as u32;
                    }
                }
                Cut::Component(number) => {
                    if let Some(of) = of_component.get_mut(number as usize) {
                        *of = i as u32;
                    }
                }
            }
        }
        let region = |p: ProcessorIdx| match components.get(p as usize) {
            Some(&component) => of_component.get(component as usize).copied().unwrap_or(0),
            None => of_level[graph.rank(p) as usize],
        };
        graph.processors().map(region).collect()
    }

    /// The measures in two sentences.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Self { levels, width, components, choke_points, workers, shortest, longest, work, critical_path, .. } =
            self;
        let each = if shortest == longest { format!("{shortest} each") } else { format!("{shortest} to {longest}") };
        format!(
            "The graph has {}, at most {width} wide, in {} and with {}. Expected durations: {each}, {work} in \
             all and {critical_path} on the critical path. On {} no run is shorter than {}, and a run that never \
             leaves a worker idle while a processor is ready takes at most {}.",
            counted(*levels, "level"),
            counted(*components, "component"),
            counted(*choke_points, "choke point"),
            counted(*workers, "worker"),
            self.lower_bound(),
            self.upper_bound(),
        )
    }

    /// The choice for a region and its reason, in a sentence.
    ///
    /// # Panics
    /// If there is no such region.
    #[must_use]
    pub fn choice_sentence(&self, region: usize) -> String {
        let region = &self.regions[region];
        let size = match region.cut {
            Cut::Component(_) => format!(", critical path {}", region.critical_path),
            Cut::Whole | Cut::Levels(..) => String::new(),
        };
        let reason = match region.reason(self.workers) {
            Reason::Same => String::from("all strategies are expected to take the same time"),
            Reason::Optimal => format!("it takes {}, and no schedule can be faster", region.duration()),
            Reason::Fastest(by) => format!("it takes {}, {by} less than the next best", region.duration()),
            Reason::AmongFastest(by) => format!("it takes {}, {by} less than the slowest", region.duration()),
        };
        format!(
            "Hybrid runs {} ({}{size}) with {}: {reason}.",
            region.cut,
            counted(region.processors, "processor"),
            region.choice
        )
    }
}

fn lower_bound(critical_path: Micros, work: Micros, workers: u32) -> Micros {
    critical_path.max(Micros::new(work.get().div_ceil(workers.max(1).into())))
}

/// The most components to analyse one by one; with more, the graph is taken as a whole.
const COMPONENTS: u32 = 32;

/// Analyses a plan for this many workers: some rehearsals, each as expensive as a run of processors that do nothing.
#[must_use]
pub fn analyze(plan: &Plan, workers: u32) -> Analysis {
    let graph = plan.graph();
    let durations: Vec<Micros> = graph.processors().map(|p| plan.settings(p).expected()).collect();
    let (component_of, components) = components(graph);
    let choke_points = choke_points(graph);
    let ends = rehearse_each(&plan.rehearsal(), workers);
    let expected = ends.each_ref().map(|ends| latest(ends));
    let best = fastest(&expected, 0);
    let whole = measure(graph, &durations, &vec![0; graph.len()], 1)[0];
    let mut analysis = Analysis {
        workers,
        levels: graph.levels() as u32,
        width: width(graph),
        components,
        choke_points: choke_points.len() as u32,
        shortest: durations.iter().copied().min().unwrap_or_default(),
        longest: durations.iter().copied().max().unwrap_or_default(),
        work: whole.work,
        critical_path: whole.critical_path,
        expected,
        makespan: expected[best],
        regions: vec![whole.region(Cut::Whole, Choice::ALL[best], expected)],
    };
    if !choke_points.is_empty() {
        analysis.regions = stages(graph, &choke_points, &ends, best);
        let region_of = analysis.region_of(graph);
        let measures = measure(graph, &durations, &region_of, analysis.regions.len());
        for (region, part) in analysis.regions.iter_mut().zip(measures) {
            *region = part.region(region.cut, region.choice, region.expected);
        }
        analysis.makespan = analysis.regions.iter().fold(Micros::ZERO, |sum, region| sum + region.duration());
    } else if (2..=COMPONENTS).contains(&components) {
        let regions = apart(plan, &durations, workers, &component_of, components);
        let apart = Analysis { regions, ..analysis.clone() };
        let together =
            latest(&rehearse(&plan.rehearsal(), workers, Policy::hybrid(&apart, graph, &apart.upward_ranks(plan))));
        if together < analysis.makespan {
            analysis = Analysis { makespan: together, ..apart };
        }
    }
    analysis
}

/// The index of the shortest duration; among equals `preferred`, else the first.
fn fastest(expected: &[Micros; 4], preferred: usize) -> usize {
    let least = expected.iter().min().copied().unwrap_or_default();
    if expected[preferred] == least { preferred } else { expected.iter().position(|&d| d == least).unwrap_or(0) }
}

fn latest(ends: &[Micros]) -> Micros {
    ends.iter().copied().max().unwrap_or_default()
}

/// When each processor would end under each of [`Choice::ALL`].
fn rehearse_each(rehearsal: &Plan, workers: u32) -> [Vec<Micros>; 4] {
    Choice::ALL.map(|choice| {
        let policy = Policy::new(choice, rehearsal.graph(), &choice.upward_ranks(rehearsal));
        rehearse(rehearsal, workers, policy)
    })
}

/// When each processor would end.
fn rehearse(rehearsal: &Plan, workers: u32, policy: Policy) -> Vec<Micros> {
    let options = RunOptions { workers, timeout: None, ..rehearsal.options() };
    let mut driver = VirtualDriver::with_policy(rehearsal, options, policy);
    while driver.advance() {}
    let mut ends = vec![Micros::ZERO; rehearsal.graph().len()];
    for event in driver.trace().events() {
        if let Some(p) = event.processor
            && event.kind.state() == Some(ProcessorState::Completed)
        {
            ends[p as usize] = event.at;
        }
    }
    ends
}

/// The stages between choke points, each with the choice that is fastest for it; neighbours with the same choice become
/// one region. Their measures are not filled in.
fn stages(graph: &Graph, choke_points: &[ProcessorIdx], ends: &[Vec<Micros>; 4], best: usize) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let last_level = graph.levels() as u32 - 1;
    let mut boundaries: Vec<(u32, [Micros; 4])> =
        choke_points.iter().map(|&p| (graph.rank(p), ends.each_ref().map(|ends| ends[p as usize]))).collect();
    if boundaries.last().is_none_or(|&(level, _)| level < last_level) {
        boundaries.push((last_level, ends.each_ref().map(|ends| latest(ends))));
    }
    let (mut first, mut began) = (0, [Micros::ZERO; 4]);
    for (last, ended) in boundaries {
        let expected = core::array::from_fn(|i| ended[i].since(began[i]));
        let choice = Choice::ALL[fastest(&expected, best)];
        match regions.last_mut() {
            Some(Region { cut: Cut::Levels(_, end), choice: same, expected: sum, .. }) if *same == choice => {
                *end = last;
                *sum = core::array::from_fn(|i| sum[i] + expected[i]);
            }
            _ => regions.push(Measures::default().region(Cut::Levels(first, last), choice, expected)),
        }
        (first, began) = (last + 1, ended);
    }
    if let [Region { cut, .. }] = &mut regions[..] {
        *cut = Cut::Whole;
    }
    regions
}

/// Each component with the choice that is fastest for it alone, longest critical path first.
fn apart(plan: &Plan, durations: &[Micros], workers: u32, component_of: &[u32], components: u32) -> Vec<Region> {
    let graph = plan.graph();
    let measures = measure(graph, durations, component_of, components as usize);
    let mut regions: Vec<Region> = (0..components)
        .map(|component| {
            let alone = plan.rehearsal_of(|p| component_of[p as usize] == component);
            let expected = rehearse_each(&alone, workers).map(|ends| latest(&ends));
            let choice = Choice::ALL[fastest(&expected, 0)];
            measures[component as usize].region(Cut::Component(component), choice, expected)
        })
        .collect();
    regions.sort_by_key(|region| core::cmp::Reverse(region.critical_path));
    regions
}

/// Sums over the processors of a region.
#[derive(Clone, Copy, Default)]
struct Measures {
    processors: u32,
    work: Micros,
    critical_path: Micros,
}

impl Measures {
    fn region(self, cut: Cut, choice: Choice, expected: [Micros; 4]) -> Region {
        let Self { processors, work, critical_path } = self;
        Region { cut, choice, processors, work, critical_path, expected }
    }
}

/// The measures of each region. O(processors · log processors + edges).
fn measure(graph: &Graph, durations: &[Micros], region_of: &[u32], regions: usize) -> Vec<Measures> {
    let mut measures = vec![Measures::default(); regions];
    let mut path_to = vec![Micros::ZERO; graph.len()];
    for p in graph.by_rank() {
        let region = region_of[p as usize];
        let inside = graph.dependencies(p).iter().filter(|&&d| region_of[d as usize] == region);
        let before = inside.map(|&d| path_to[d as usize]).max().unwrap_or_default();
        path_to[p as usize] = before + durations[p as usize];
        let of = &mut measures[region as usize];
        of.processors += 1;
        of.work = of.work + durations[p as usize];
        of.critical_path = of.critical_path.max(path_to[p as usize]);
    }
    measures
}

/// The size of the largest level.
fn width(graph: &Graph) -> u32 {
    graph.level_sizes().into_iter().max().unwrap_or(0)
}

/// The connected component of each processor, numbered in the order of their first processors; and their number.
fn components(graph: &Graph) -> (Vec<u32>, u32) {
    const UNSEEN: u32 = u32::MAX;
    let mut of = vec![UNSEEN; graph.len()];
    let (mut number, mut stack) = (0, Vec::new());
    for start in graph.processors() {
        if of[start as usize] != UNSEEN {
            continue;
        }
        of[start as usize] = number;
        stack.push(start);
        while let Some(p) = stack.pop() {
            for &q in graph.dependencies(p).iter().chain(graph.dependents(p)) {
                if of[q as usize] == UNSEEN {
                    of[q as usize] = number;
                    stack.push(q);
                }
            }
        }
        number += 1;
    }
    (of, number)
}

/// The choke points, by rank: processors that are an ancestor or a descendant of every other one. O(processors +
/// edges).
///
/// Such a processor is alone on its level. Every processor of greater rank depends on it, because it has a dependency
/// on every level below its own. A processor of lesser rank leads to it, unless all its dependents are on later levels.
fn choke_points(graph: &Graph) -> Vec<ProcessorIdx> {
    let levels = graph.levels();
    let sizes = graph.level_sizes();
    // How many more processors have edges past a level than past the level before it.
    let mut past = vec![0i64; levels + 1];
    for p in graph.processors() {
        let next = graph.dependents(p).iter().map(|&d| graph.rank(d) as usize).min().unwrap_or(levels);
        past[graph.rank(p) as usize + 1] += 1;
        past[next] -= 1;
    }
    let mut leading_past = 0;
    let is_choke_point: Vec<bool> = (0..levels)
        .map(|level| {
            leading_past += past[level];
            sizes[level] == 1 && leading_past == 0
        })
        .collect();
    let mut choke_points: Vec<_> = graph.processors().filter(|&p| is_choke_point[graph.rank(p) as usize]).collect();
    choke_points.sort_unstable_by_key(|&p| graph.rank(p));
    choke_points
}

/// The upward rank of HEFT: the longest path from the start of each processor to the end of the run, in expected
/// durations.
fn upward_ranks(plan: &Plan) -> Arc<[Micros]> {
    let graph = plan.graph();
    let mut ranks = vec![Micros::ZERO; graph.len()];
    for p in graph.by_rank().into_iter().rev() {
        let after = graph.dependents(p).iter().map(|&d| ranks[d as usize]).max().unwrap_or_default();
        ranks[p as usize] = after + plan.settings(p).expected();
    }
    ranks.into()
}
