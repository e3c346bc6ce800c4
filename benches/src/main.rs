//! The cost of the engine, compared with the least work of any scheduler and with other crates that run task graphs.
//!
//! Everything about one shape is measured in one process, in turn, round by round, and the fastest round counts. Read
//! the ratios: the nanoseconds depend on the machine. `cargo xtask bench` runs it.

mod kahn;
mod memory;
mod ours;
mod peers;
mod shapes;

use std::{
    env,
    hint::black_box,
    time::{Duration, Instant},
};

use dagwood_core::{Snapshot, Strategy, compile};
use dagwood_proto::trace;

use kahn::Kahn;
use peers::Measured;
use shapes::Shape;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let rounds = match args.first().map(|rounds| rounds.parse()) {
        None => 9,
        Some(Ok(rounds)) if rounds > 0 => rounds,
        Some(_) => panic!("the first argument is a number of rounds"),
    };
    let chosen = |shape: &Shape| args.len() < 2 || args[1..].iter().any(|name| name == shape.name);
    let mut per_processor: Vec<(&str, f64)> = Vec::new();
    for shape in shapes::all().into_iter().filter(chosen) {
        let reactive = table(&shape, rounds);
        per_processor.push((shape.name, reactive));
        memory_of(&shape);
    }
    let of = |name| per_processor.iter().find(|(other, _)| *other == name).map(|&(_, ns)| ns);
    if let (Some(small), Some(large)) = (of("layered10k"), of("layered100k")) {
        println!("\nreactive, ns per processor at 100k over 10k: {}", target(large / small, 3.5, "x"));
    }
}

/// A row of a table: a measurement and the shortest time.
struct Row {
    name: String,
    least: Duration,
    /// The target of the row.
    target: Target,
}

enum Target {
    None,
    /// At most this many times the bare loop.
    OverLimit(f64),
    /// At most this many times the run under `reactive`.
    OverRun(f64),
    /// At most this many nanoseconds per processor.
    Nanos(f64),
    /// At most this many nanoseconds per processor more than the row with this name.
    Beyond(&'static str, f64),
    /// At least this many times as slow as the run under `reactive`: another crate.
    Behind(f64),
}

/// A measurement: runs once and returns the time.
type Work<'a> = Box<dyn FnMut() -> Duration + 'a>;

/// The table of a shape, and the nanoseconds per processor under `reactive`.
fn table(shape: &Shape, rounds: usize) -> f64 {
    let Shape { name, dependencies } = shape;
    let (processors, edges) = (dependencies.len(), dependencies.iter().map(Vec::len).sum::<usize>());
    let ids = ours::ids(processors);
    let plan = ours::plan(&ids, dependencies);
    let text = ours::text(&ids, dependencies);
    let traced = ours::run(&plan, Strategy::Reactive);
    let encoded = trace::encode(&traced);
    let checksum = shapes::checksum(dependencies);
    let mut kahn = Kahn::new(dependencies);
    let run_limit = match *name {
        "layered10k" => Target::OverLimit(8.0),
        "diamond1k" => Target::OverLimit(4.0),
        _ => Target::None,
    };

    let mut works: Vec<(String, Target, Work)> = vec![
        ("bare Kahn loop".into(), Target::None, timed(|| assert_eq!(kahn.run(), checksum))),
        (REACTIVE.into(), run_limit, timed(|| drop(ours::run(&plan, Strategy::Reactive)))),
    ];
    for strategy in [Strategy::WorkQueue, Strategy::Level, Strategy::Hybrid] {
        let plan = &plan;
        works.push((format!("run, {}", strategy.name()), Target::None, timed(move || drop(ours::run(plan, strategy)))));
    }
    works.push((
        "run in single steps".into(),
        Target::OverRun(1.6),
        timed(|| assert!(ours::step(&plan) >= 4 * processors)),
    ));
    works.push(("typed build".into(), Target::Nanos(250.0), timed(|| drop(black_box(ours::plan(&ids, dependencies))))));
    works.push((
        YAML.into(),
        Target::None,
        timed(|| assert!(granit_parser::Parser::new_from_str(&text).all(|event| event.is_ok()))),
    ));
    works.push((
        "plan from YAML".into(),
        Target::Beyond(YAML, 600.0),
        timed(|| assert!(compile(&text).plan.is_some())),
    ));
    works.push((
        "fold of the trace".into(),
        Target::None,
        timed(|| assert_eq!(Snapshot::at(&traced, traced.len()).cursor(), traced.len())),
    ));
    works.push((
        "encode the trace".into(),
        Target::None,
        timed(|| assert_eq!(trace::encode(&traced).len(), encoded.len())),
    ));
    works.push(("decode the trace".into(), Target::None, timed(|| assert!(trace::decode(&encoded).is_ok()))));
    type Peer = fn(&[Vec<u32>]) -> Measured;
    let is_layered = *name == "layered10k";
    for (peer, run, ahead) in [
        ("dag_exec 0.1.1", peers::dag_exec as Peer, 4.0),
        ("async_dag 0.1.2", peers::async_dag, 5.0),
        ("dagx 0.3.1", peers::dagx, 60.0),
        ("petgraph + tokio", peers::petgraph_and_tokio, 0.0),
        ("dagrs 0.9.0", peers::dagrs, 400.0),
    ] {
        let measure = move || {
            let measured = run(dependencies);
            assert_eq!(measured.checksum, checksum, "{peer} computes the same");
            measured
        };
        let target = if is_layered && ahead > 0.0 { Target::Behind(ahead) } else { Target::None };
        works.push((format!("{peer}, build"), Target::None, Box::new(move || measure().build)));
        works.push((format!("{peer}, run"), target, Box::new(move || measure().run)));
    }

    let mut rows: Vec<Row> = Vec::new();
    let mut least = vec![Duration::MAX; works.len()];
    for _ in 0..rounds {
        for (least, (_, _, work)) in least.iter_mut().zip(&mut works) {
            *least = (*least).min(work());
        }
    }
    for ((name, target, _), least) in works.into_iter().zip(least) {
        rows.push(Row { name, least, target });
    }

    println!("\n{name}: {processors} processors, {edges} edges; ns per processor, times the bare loop, times reactive");
    let nanos = |least: Duration| least.as_nanos() as f64 / processors as f64;
    let of = |name: &str| rows.iter().find(|row| row.name == name).map_or(f64::NAN, |row| nanos(row.least));
    let (limit, run) = (nanos(rows[0].least), of(REACTIVE));
    for row in &rows {
        let own = nanos(row.least);
        let judged = match row.target {
            Target::None => String::new(),
            Target::OverLimit(most) => target(own / limit, most, "x"),
            Target::OverRun(most) => target(own / run, most, "x"),
            Target::Nanos(most) => target(own, most, "ns"),
            Target::Beyond(other, most) => target(own - of(other), most, "ns beyond the parser"),
            Target::Behind(least) => {
                let reached = if own / run >= least { "reached" } else { "missed" };
                format!("target at least {least}x behind: {reached}")
            }
        };
        println!("  {:<24} {own:>10.1} {:>9.1}x {:>8.2}x   {judged}", row.name, own / limit, own / run);
    }
    let bytes = encoded.len() as f64 / traced.len() as f64;
    println!("  encoded trace: {}", target(bytes, 6.0, "bytes per event"));
    run
}

const REACTIVE: &str = "run, reactive";
const YAML: &str = "YAML events alone";

fn timed<'a>(mut work: impl FnMut() + 'a) -> Work<'a> {
    Box::new(move || {
        let start = Instant::now();
        work();
        start.elapsed()
    })
}

fn memory_of(shape: &Shape) {
    let dependencies = &shape.dependencies;
    let processors = dependencies.len() as f64;
    let ids = ours::ids(dependencies.len());
    let id_bytes: usize = ids.iter().map(String::len).sum();
    let (plan, of_plan) = memory::of(|| ours::plan(&ids, dependencies));
    let (traced, of_run) = memory::of(|| ours::run(&plan, Strategy::Reactive));
    // The memory of a finished run besides the trace, including vectors that grew to twice their need.
    let of_state = of_run.peak.saturating_sub(of_run.kept);
    println!(
        "  plan: {}",
        target((of_plan.kept - id_bytes) as f64 / processors, 96.0, "bytes per processor, ids apart")
    );
    println!(
        "  run beside its trace: {}",
        target(of_state as f64 / processors, 24.0, "bytes per processor at the peak")
    );
    // To a tenth: the input and its table exist once.
    let per_event = (of_run.kept as f64 / traced.len() as f64 * 10.0).round() / 10.0;
    println!("  trace in memory: {}", target(per_event, 16.0, "bytes per event"));
    println!("  allocations of a run: {} in all for {} events", of_run.allocations, traced.len());
}

fn target(own: f64, most: f64, unit: &str) -> String {
    let reached = if own <= most { "reached".into() } else { format!("missed by {:.0} %", (own / most - 1.0) * 100.0) };
    format!("{own:.2} {unit}, target at most {most}: {reached}")
}
