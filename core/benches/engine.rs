//! What the engine costs above the least that any scheduler must do: walking the graph once, in topological order, over
//! arrays (Kahn's algorithm over compressed sparse rows). All rows of a table are measured in one process, round by round
//! in turn, and the least of the rounds counts; read the ratios, for the machine moves the nanoseconds.
//!
//! Run with `cargo bench -p dagwood-core`.

use std::{
    fmt::Write,
    hint::black_box,
    time::{Duration, Instant},
};

use dagwood_core::{Payload, Plan, Snapshot, Status, Trace, VirtualDriver, compile};

const ROUNDS: usize = 9;

fn main() {
    for (name, dependencies) in
        [("diamond1k", diamonds(333)), ("layered10k", layered(100, 100)), ("layered100k", layered(316, 316))]
    {
        table(name, &dependencies);
    }
}

/// Chained diamonds: nothing to schedule in parallel but pairs.
fn diamonds(count: usize) -> Vec<Vec<u32>> {
    let mut dependencies = vec![vec![]];
    for top in (0..count as u32).map(|i| 3 * i) {
        dependencies.extend([vec![top], vec![top], vec![top + 1, top + 2]]);
    }
    dependencies
}

/// `layers` layers of `width` processors with one to five dependencies, a fifth of which skip up to ten layers.
fn layered(layers: u32, width: u32) -> Vec<Vec<u32>> {
    // Numerical Recipes' quick generator: the same graph on every machine.
    let mut state = 20_260_131_u32;
    let mut random = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut dependencies = Vec::new();
    for layer in 0..layers {
        for _ in 0..width {
            let mut own: Vec<u32> = (0..if layer == 0 { 0 } else { 1 + random(5) })
                .map(|_| {
                    let back = if random(5) == 0 { 1 + random(10) } else { 1 };
                    (layer - back.min(layer)) * width + random(width)
                })
                .collect();
            own.sort_unstable();
            own.dedup();
            dependencies.push(own);
        }
    }
    dependencies
}

fn workflow(dependencies: &[Vec<u32>]) -> String {
    let mut text = String::from("strategy: reactive\nprocessors:\n");
    for (i, own) in dependencies.iter().enumerate() {
        let own: Vec<String> = own.iter().map(|d| format!("p{d}")).collect();
        let own = own.join(", ");
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  - id: p{i}\n    type: local\n    processor: reverse_text\n    depends_on: [{own}]");
    }
    text
}

fn table(name: &str, dependencies: &[Vec<u32>]) {
    let (processors, edges) = (dependencies.len(), dependencies.iter().map(Vec::len).sum::<usize>());
    println!("\n{name}: {processors} processors, {edges} edges; ns per processor, and how many times the bare loop");
    let text = workflow(dependencies);
    let plan = compile(&text).plan.expect("the workflow is valid");
    let kahn = Kahn::new(dependencies);
    let (trace, input) = (run(&plan), Payload::from("12345678"));
    type Row<'a> = (&'static str, Box<dyn FnMut() + 'a>);
    let mut rows: [Row; 6] = [
        ("bare Kahn loop", Box::new(|| assert_eq!(kahn.run(), processors))),
        (
            "the processors alone",
            Box::new(|| {
                for p in plan.graph().processors() {
                    black_box(plan.processor(p).process(&input).is_ok());
                }
            }),
        ),
        ("run, virtual time", Box::new(|| assert_eq!(run(&plan).status(), Some(Status::Succeeded)))),
        ("fold of its trace", Box::new(|| assert_eq!(Snapshot::at(&trace, trace.len()).cursor(), trace.len()))),
        (
            "YAML events alone",
            Box::new(|| assert!(saphyr_parser::Parser::new_from_str(&text).all(|event| event.is_ok()))),
        ),
        ("plan from YAML", Box::new(|| assert!(compile(&text).plan.is_some()))),
    ];
    let mut least = [Duration::MAX; 6];
    for _ in 0..ROUNDS {
        for (least, (_, run)) in least.iter_mut().zip(&mut rows) {
            let start = Instant::now();
            run();
            *least = (*least).min(start.elapsed());
        }
    }
    for (least_of_row, (row, _)) in least.iter().zip(&rows) {
        let nanos = least_of_row.as_nanos() as f64 / processors as f64;
        let ratio = least_of_row.as_secs_f64() / least[0].as_secs_f64();
        println!("  {row:<22} {nanos:>9.1}  {ratio:>7.1}x");
    }
}

fn run(plan: &Plan) -> Trace {
    VirtualDriver::new(plan, plan.options(), Payload::from("12345678")).run_to_end()
}

/// The least that any scheduler must do.
struct Kahn {
    offsets: Vec<u32>,
    dependents: Vec<u32>,
    dependencies: Vec<u32>,
}

impl Kahn {
    fn new(dependencies: &[Vec<u32>]) -> Self {
        let mut rows = vec![Vec::new(); dependencies.len()];
        for (i, own) in dependencies.iter().enumerate() {
            own.iter().for_each(|&d| rows[d as usize].push(i as u32));
        }
        let offsets = rows.iter().scan(0, |end, row| {
            *end += row.len() as u32;
            Some(*end)
        });
        Self {
            offsets: [0].into_iter().chain(offsets).collect(),
            dependents: rows.concat(),
            dependencies: dependencies.iter().map(|own| own.len() as u32).collect(),
        }
    }

    /// How many processors it reached.
    fn run(&self) -> usize {
        let mut waiting_for = self.dependencies.clone();
        let mut order: Vec<u32> = Vec::with_capacity(waiting_for.len());
        order.extend((0..waiting_for.len() as u32).filter(|&p| waiting_for[p as usize] == 0));
        let mut done = 0;
        while done < order.len() {
            let p = order[done] as usize;
            done += 1;
            for &next in &self.dependents[self.offsets[p] as usize..self.offsets[p + 1] as usize] {
                waiting_for[next as usize] -= 1;
                if waiting_for[next as usize] == 0 {
                    order.push(next);
                }
            }
        }
        black_box(&order);
        done
    }
}
