//! Other crates that run task graphs, each used as in its documentation, on one thread: tasks this small gain nothing
//! from more. Every task computes `1 + the sum of its inputs`; the sum over all tasks is returned.

use std::{
    future::Future,
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

/// The times to build and to run a graph, and the checksum.
pub struct Measured {
    pub build: Duration,
    pub run: Duration,
    pub checksum: u32,
}

fn measure<G, R>(build: impl FnOnce() -> G, run: impl FnOnce(G) -> R, checksum: impl FnOnce(R) -> u32) -> Measured {
    let start = Instant::now();
    let graph = build();
    let built = Instant::now();
    let result = run(graph);
    let ran = Instant::now();
    Measured { build: built - start, run: ran - built, checksum: checksum(result) }
}

/// The sum of the tasks' values, for crates that do not return all of them. Only one run at a time.
#[derive(Clone, Copy)]
struct Total;

static TOTAL: AtomicU32 = AtomicU32::new(0);

impl Total {
    fn new() -> Self {
        TOTAL.store(0, Ordering::Relaxed);
        Self
    }

    fn add(self, value: u32) -> u32 {
        TOTAL.fetch_add(value, Ordering::Relaxed);
        value
    }

    fn get(self) -> u32 {
        TOTAL.load(Ordering::Relaxed)
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime without drivers")
}

pub fn dag_exec(dependencies: &[Vec<u32>]) -> Measured {
    use ::dag_exec::{DagBuilder, Executor, ExecutorConfig};
    let total = Total::new();
    measure(
        || {
            let mut builder = DagBuilder::<u32, u32, ()>::new();
            for (i, own) in dependencies.iter().enumerate() {
                let body = move |inputs: &[Arc<u32>]| {
                    Ok(total.add(inputs.iter().fold(1, |sum: u32, input| sum.wrapping_add(**input))))
                };
                builder.add_task(i as u32, own.clone(), body).expect("ids are unique");
            }
            builder.build().expect("acyclic")
        },
        |dag| {
            // It runs the tasks that its outputs need: all of them.
            Executor::new(ExecutorConfig::default())
                .run_sequential(&dag, 0..dependencies.len() as u32)
                .expect("no task fails")
        },
        |_| total.get(),
    )
}

pub fn async_dag(dependencies: &[Vec<u32>]) -> Measured {
    use ::async_dag::Graph;
    let total = Total::new();
    measure(
        || {
            let mut graph: Graph = Graph::new();
            let mut nodes = Vec::with_capacity(dependencies.len());
            for own in dependencies {
                let t = total;
                let node = match own.len() {
                    0 => graph.add_task(move || async move { t.add(1) }),
                    1 => graph.add_task(move |a: u32| async move { t.add(1 + a) }),
                    2 => graph.add_task(move |a: u32, b: u32| async move { t.add(sum([a, b])) }),
                    3 => graph.add_task(move |a: u32, b: u32, c: u32| async move { t.add(sum([a, b, c])) }),
                    4 => graph.add_task(move |a: u32, b: u32, c: u32, d: u32| async move { t.add(sum([a, b, c, d])) }),
                    _ => graph.add_task(move |a: u32, b: u32, c: u32, d: u32, e: u32| async move {
                        t.add(sum([a, b, c, d, e]))
                    }),
                };
                for (i, &d) in own.iter().enumerate() {
                    graph.update_dependency(nodes[d as usize], node, i as u8).expect("acyclic, and of one type");
                }
                nodes.push(node);
            }
            graph
        },
        |mut graph| futures::executor::block_on(graph.run()),
        |()| total.get(),
    )
}

fn sum<const N: usize>(inputs: [u32; N]) -> u32 {
    inputs.into_iter().fold(1, u32::wrapping_add)
}

pub fn dagx(dependencies: &[Vec<u32>]) -> Measured {
    use ::dagx::{DagRunner, TaskHandle, task_fn};
    let total = Total::new();
    measure(
        || {
            let dag = DagRunner::new();
            let mut nodes: Vec<TaskHandle<u32>> = Vec::with_capacity(dependencies.len());
            for own in dependencies {
                let t = total;
                let n = |i: usize| &nodes[own[i] as usize];
                let node = match own.len() {
                    0 => dag.add_task(task_fn(move |_: ()| async move { t.add(1) })).into(),
                    1 => dag.add_task(task_fn(move |a: u32| async move { t.add(sum([a])) })).depends_on(n(0)),
                    2 => dag
                        .add_task(task_fn(move |(a, b): (u32, u32)| async move { t.add(sum([a, b])) }))
                        .depends_on((n(0), n(1))),
                    3 => dag
                        .add_task(task_fn(move |(a, b, c): (u32, u32, u32)| async move { t.add(sum([a, b, c])) }))
                        .depends_on((n(0), n(1), n(2))),
                    4 => dag
                        .add_task(task_fn(
                            move |(a, b, c, d): (u32, u32, u32, u32)| async move { t.add(sum([a, b, c, d])) },
                        ))
                        .depends_on((n(0), n(1), n(2), n(3))),
                    _ => dag
                        .add_task(task_fn(move |(a, b, c, d, e): (u32, u32, u32, u32, u32)| async move {
                            t.add(sum([a, b, c, d, e]))
                        }))
                        .depends_on((n(0), n(1), n(2), n(3), n(4))),
                };
                nodes.push(node);
            }
            dag
        },
        |dag| {
            runtime().block_on(async {
                dag.run(|task| {
                    tokio::spawn(task);
                })
                .await
                .expect("no task fails");
            });
        },
        |()| total.get(),
    )
}

/// petgraph for the graph, and a task of tokio for each node once its dependencies are done.
pub fn petgraph_and_tokio(dependencies: &[Vec<u32>]) -> Measured {
    use petgraph::{Direction::Incoming, Graph, graph::NodeIndex};
    measure(
        || {
            let mut graph: Graph<(), ()> = Graph::new();
            for _ in dependencies {
                graph.add_node(());
            }
            for (i, own) in dependencies.iter().enumerate() {
                for &d in own {
                    graph.add_edge(NodeIndex::new(d as usize), NodeIndex::new(i), ());
                }
            }
            graph
        },
        |graph| {
            let local = tokio::task::LocalSet::new();
            runtime().block_on(local.run_until(async {
                let graph = Rc::new(graph);
                let (done, mut ended) = tokio::sync::mpsc::unbounded_channel::<(NodeIndex, u32)>();
                let spawn = |node: NodeIndex, input: u32| {
                    let done = done.clone();
                    let body: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
                        // The receiver waits for every task.
                        let _ = done.send((node, 1_u32.wrapping_add(input)));
                    });
                    tokio::task::spawn_local(body);
                };
                let count = graph.node_count();
                let mut waiting: Vec<usize> =
                    graph.node_indices().map(|n| graph.neighbors_directed(n, Incoming).count()).collect();
                let mut inputs = vec![0_u32; count];
                graph.node_indices().filter(|n| waiting[n.index()] == 0).for_each(|n| spawn(n, 0));
                let mut total = 0_u32;
                for _ in 0..count {
                    let (node, value) = ended.recv().await.expect("a task is under way");
                    total = total.wrapping_add(value);
                    for next in graph.neighbors(node) {
                        inputs[next.index()] = inputs[next.index()].wrapping_add(value);
                        waiting[next.index()] -= 1;
                        if waiting[next.index()] == 0 {
                            spawn(next, inputs[next.index()]);
                        }
                    }
                }
                total
            }))
        },
        |total| total,
    )
}

pub fn dagrs(dependencies: &[Vec<u32>]) -> Measured {
    use ::dagrs::{Action, Content, DefaultNode, EnvVar, Graph, InChannels, Node, NodeTable, OutChannels, Output};
    struct Compute(Total);
    #[async_trait::async_trait]
    impl Action for Compute {
        async fn run(&self, input: &mut InChannels, output: &mut OutChannels, _: Arc<EnvVar>) -> Output {
            let mut value = 1_u32;
            let inputs = input.map(|content| content.expect("sent").into_inner::<u32>().expect("a number")).await;
            inputs.into_iter().for_each(|input| value = value.wrapping_add(*input));
            self.0.add(value);
            output.broadcast(Content::new(value)).await;
            Output::empty()
        }
    }
    let total = Total::new();
    measure(
        || {
            let (mut graph, mut table) = (Graph::new(), NodeTable::default());
            let mut dependents = vec![Vec::new(); dependencies.len()];
            let mut ids = Vec::with_capacity(dependencies.len());
            for (i, own) in dependencies.iter().enumerate() {
                own.iter().for_each(|&d| dependents[d as usize].push(i));
                let node = DefaultNode::with_action(format!("p{i}"), Compute(total), &mut table);
                ids.push(node.id());
                graph.add_node(node).expect("ids are unique");
            }
            for (i, own) in dependents.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
                graph.add_edge(ids[i], own.iter().map(|&to| ids[to]).collect::<Vec<_>>()).expect("both are there");
            }
            graph.set_env(EnvVar::new(table));
            graph
        },
        |mut graph| runtime().block_on(async { graph.async_start().await.expect("no task fails") }),
        |_| total.get(),
    )
}
