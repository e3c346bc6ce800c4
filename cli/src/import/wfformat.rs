//! Reads WfFormat, the JSON in which WfCommons keeps recorded scientific workflows (T. Coleman et al., "WfCommons: A
//! framework for enabling scientific workflow research and development", Future Generation Computer Systems 128, 2022;
//! <https://github.com/wfcommons/WfFormat>).
//!
//! Of a recording it takes the tasks, what they wait for, how long they ran and on how many cores. It does not look at files.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use dagwood_core::{Graph, GraphError, Intent, Micros, limits};
use serde::{Deserialize, de::DeserializeOwned};

/// The versions of the format that are read. What is taken of them is the same in each.
const VERSIONS: [&str; 2] = ["1.5", "1.6"];

/// A recorded workflow.
#[derive(Debug)]
pub(crate) struct Recording {
    pub(crate) name: String,
    pub(crate) version: String,
    /// In the order of the file.
    pub(crate) tasks: Vec<Task>,
    /// The cores of all machines together; none if no machine tells its number.
    pub(crate) cores: Option<u64>,
    /// How long the recorded run took, if that is told.
    pub(crate) makespan: Option<Micros>,
}

/// A task of a recorded workflow.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) id: String,
    /// What it waits for: places among the tasks, in the order of the file.
    pub(crate) parents: Vec<u32>,
    /// How long it ran, in whole milliseconds; at least one if it ran at all.
    pub(crate) duration_ms: Option<u64>,
}

/// Why a text is refused.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// Line and column, from 1, where the text itself is at fault.
    pub(crate) at: Option<(usize, usize)>,
    /// `json-syntax` if it is not JSON, else `wfformat`.
    pub(crate) code: &'static str,
    /// The path of the value that is at fault, such as `workflow.specification.tasks[3].parents[0]`, and what is wrong.
    pub(crate) message: String,
}

/// Reads a recorded workflow.
///
/// # Errors
/// [`Refused`] if the text is not JSON or not a recording, or if what it says does not hold together.
pub(crate) fn read(text: &str) -> Result<Recording, Refused> {
    let Head { version } = decode(text)?;
    if !VERSIONS.contains(&&*version) {
        let versions = VERSIONS.join(" and ");
        return Err(refused("schemaVersion", format!("version {version:?} is not read; {versions} are")));
    }
    let Document { name, workflow: Parts { specification: Specification { tasks }, execution } } = decode(text)?;
    if tasks.is_empty() {
        return Err(refused(TASKS, "there are no tasks"));
    }
    if tasks.len() > limits::PROCESSORS {
        return Err(refused(TASKS, format!("there are more than {} tasks", limits::PROCESSORS)));
    }
    let by_id = by_id(TASKS, tasks.iter().map(|task| &*task.id))?;
    let parents = parents(&tasks, &by_id)?;
    let mut durations = vec![None; tasks.len()];
    let (mut makespan, mut cores) = (None, 0);
    if let Some(execution) = execution {
        durations = self::durations(&execution.tasks, &by_id, tasks.len())?;
        makespan = self::makespan(execution.makespan)?;
        cores = execution.machines.iter().filter_map(|m| m.cpu.as_ref()?.cores).fold(0, u64::saturating_add);
    }
    let task = |((task, parents), duration_ms): ((SpecifiedTask, _), _)| Task { id: task.id, parents, duration_ms };
    let tasks = tasks.into_iter().zip(parents).zip(durations).map(task).collect();
    Ok(Recording { name, version, tasks, cores: (cores > 0).then_some(cores), makespan })
}

const TASKS: &str = "workflow.specification.tasks";
const EXECUTED: &str = "workflow.execution.tasks";

#[derive(Deserialize)]
struct Head {
    #[serde(rename = "schemaVersion")]
    version: String,
}

#[derive(Deserialize)]
struct Document {
    name: String,
    workflow: Parts,
}

#[derive(Deserialize)]
struct Parts {
    specification: Specification,
    execution: Option<Execution>,
}

#[derive(Deserialize)]
struct Specification {
    tasks: Vec<SpecifiedTask>,
}

#[derive(Deserialize)]
struct SpecifiedTask {
    id: String,
    parents: Vec<String>,
    children: Vec<String>,
}

#[derive(Deserialize)]
struct Execution {
    #[serde(rename = "makespanInSeconds")]
    makespan: Option<f64>,
    #[serde(default)]
    tasks: Vec<ExecutedTask>,
    #[serde(default)]
    machines: Vec<Machine>,
}

#[derive(Deserialize)]
struct ExecutedTask {
    id: String,
    #[serde(rename = "runtimeInSeconds")]
    runtime: Option<f64>,
}

#[derive(Deserialize)]
struct Machine {
    cpu: Option<Cpu>,
}

#[derive(Deserialize)]
struct Cpu {
    #[serde(rename = "coreCount")]
    cores: Option<u64>,
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Refused> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        let path = if path == "." || !error.is_data() { String::new() } else { format!("{path}: ") };
        syntax(&error, &path)
    })?;
    reader.end().map_err(|error| syntax(&error, ""))?;
    Ok(value)
}

fn syntax(error: &serde_json::Error, path: &str) -> Refused {
    let text = error.to_string();
    // The place is told apart.
    let message = text.rsplit_once(" at line ").map_or(&*text, |(message, _)| message);
    let code = if error.is_data() { "wfformat" } else { "json-syntax" };
    Refused { at: Some((error.line(), error.column().max(1))), code, message: format!("{path}{message}") }
}

fn refused(path: impl fmt::Display, message: impl fmt::Display) -> Refused {
    Refused { at: None, code: "wfformat", message: format!("{path}: {message}") }
}

fn by_id<'a>(list: &str, ids: impl Iterator<Item = &'a str>) -> Result<HashMap<&'a str, u32>, Refused> {
    let mut by_id = HashMap::new();
    for (i, id) in ids.enumerate() {
        let path = format_args!("{list}[{i}].id");
        if id.is_empty() {
            return Err(refused(path, "the id is empty"));
        }
        if by_id.insert(id, i as u32).is_some() {
            return Err(refused(path, format_args!("there is already a task `{id}`; ids are unique")));
        }
    }
    Ok(by_id)
}

/// What each task waits for. A recording says so twice, by parents and by children.
fn parents(tasks: &[SpecifiedTask], by_id: &HashMap<&str, u32>) -> Result<Vec<Vec<u32>>, Refused> {
    let places = |key: &str, names: fn(&SpecifiedTask) -> &[String]| -> Result<Vec<Vec<u32>>, Refused> {
        let place = |i: usize, j: usize, name: &String| {
            let unknown =
                || refused(format_args!("{TASKS}[{i}].{key}[{j}]"), format_args!("there is no task `{name}`"));
            by_id.get(&**name).copied().ok_or_else(unknown)
        };
        let places = |(i, task)| names(task).iter().enumerate().map(|(j, name)| place(i, j, name)).collect();
        tasks.iter().enumerate().map(places).collect()
    };
    let parents = places("parents", |task| &task.parents)?;
    let children = places("children", |task| &task.children)?;
    let edges = |lists: &[Vec<u32>]| -> HashSet<(u32, u32)> {
        lists.iter().enumerate().flat_map(|(i, list)| list.iter().map(move |&other| (i as u32, other))).collect()
    };
    let (to_parents, to_children) = (edges(&parents), edges(&children));
    let one_sided = |key: &str, lists: &[Vec<u32>], others: &HashSet<(u32, u32)>, says: &str, instead: &str| {
        for (i, list) in lists.iter().enumerate() {
            if let Some(j) = list.iter().position(|&other| !others.contains(&(other, i as u32))) {
                let (this, other) = (&tasks[i].id, &tasks[list[j] as usize].id);
                let message =
                    format!("`{this}` names `{other}` as its {says}, but not the other way round as its {instead}");
                return Err(refused(format_args!("{TASKS}[{i}].{key}[{j}]"), message));
            }
        }
        Ok(())
    };
    one_sided("parents", &parents, &to_children, "parent", "child")?;
    one_sided("children", &children, &to_parents, "child", "parent")?;
    let named = tasks.iter().map(|task| (&*task.id, Intent::Transform));
    match Graph::new(named, parents.iter().map(Vec::as_slice)) {
        Ok(_) => Ok(parents),
        Err(GraphError::Cycles(cycles)) => {
            let cycle = cycles.first().expect("a graph that is refused for its cycles has one");
            let path: Vec<_> = cycle.iter().chain(cycle.first()).map(|&task| &*tasks[task as usize].id).collect();
            let message = format_args!("these tasks wait for each other: {}", path.join(" -> "));
            Err(refused(format_args!("{TASKS}[{}].parents", cycle[0]), message))
        }
        Err(GraphError::OutOfRange) => unreachable!("every parent was looked up"),
    }
}

fn durations(executed: &[ExecutedTask], by_id: &HashMap<&str, u32>, n: usize) -> Result<Vec<Option<u64>>, Refused> {
    self::by_id(EXECUTED, executed.iter().map(|task| &*task.id))?;
    let mut durations = vec![None; n];
    for (i, task) in executed.iter().enumerate() {
        let Some(&place) = by_id.get(&*task.id) else {
            return Err(refused(format_args!("{EXECUTED}[{i}].id"), format_args!("there is no task `{}`", task.id)));
        };
        let Some(seconds) = task.runtime else { continue };
        let path = format_args!("{EXECUTED}[{i}].runtimeInSeconds");
        if seconds < 0.0 {
            return Err(refused(path, format_args!("{seconds} s is less than nothing")));
        }
        let ms = (seconds * 1_000.0).round();
        if ms > limits::DURATION_MS as f64 {
            let most = limits::DURATION_MS / 1_000;
            return Err(refused(path, format_args!("{seconds} s is more than a task may take, {most} s")));
        }
        // However short, a task that ran is seen to run.
        durations[place as usize] = Some((ms as u64).max(u64::from(seconds > 0.0)));
    }
    Ok(durations)
}

/// A recording that was made up has a makespan of nothing.
fn makespan(seconds: Option<f64>) -> Result<Option<Micros>, Refused> {
    match seconds {
        Some(seconds) if seconds < 0.0 => {
            Err(refused("workflow.execution.makespanInSeconds", format_args!("{seconds} s is less than nothing")))
        }
        // What is too large for an integer becomes the largest.
        seconds => Ok(seconds.filter(|&s| s > 0.0).map(|s| Micros::new((s * 1e6).round() as u64))),
    }
}
