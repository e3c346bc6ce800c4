//! Reads WfFormat, the JSON format of WfCommons for recorded scientific workflows (T. Coleman et al., "WfCommons: A
//! framework for enabling scientific workflow research and development", Future Generation Computer Systems 128, 2022;
//! <https://github.com/wfcommons/WfFormat>).
//!
//! It reads the tasks, their dependencies, their runtimes and the number of cores. It ignores files.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use dagwood_core::{Graph, Intent, Micros, limits, model::GraphError};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _, Unexpected},
};

/// The supported versions of the format. The parts read here are the same in each.
const VERSIONS: [&str; 2] = ["1.5", "1.6"];

/// A recorded workflow.
#[derive(Debug)]
pub(crate) struct Recording {
    pub(crate) name: String,
    pub(crate) version: String,
    /// In the order of the file.
    pub(crate) tasks: Vec<Task>,
    /// The cores of all machines together; `None` if no machine has a number.
    pub(crate) cores: Option<u64>,
    /// The makespan of the recorded run, if known.
    pub(crate) makespan: Option<Micros>,
}

/// A task of a recorded workflow.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) id: String,
    /// Its dependencies: indices of tasks, in the order of the file.
    pub(crate) parents: Vec<u32>,
    /// Its runtime in seconds, if known. The schema allows negative numbers.
    pub(crate) runtime: Option<f64>,
}

impl Task {
    /// Its runtime in whole milliseconds; at least one if it ran at all.
    pub(crate) fn ran_ms(&self) -> Option<u64> {
        let seconds = self.runtime.filter(|&seconds| seconds >= 0.0)?;
        // A short task still counts as run. Values too large for an integer become the largest.
        Some(((seconds * 1_000.0).round() as u64).max(u64::from(seconds > 0.0)))
    }

    /// The duration of its processor: its runtime, limited to the maximum duration in a workflow file.
    pub(crate) fn duration_ms(&self) -> Option<u64> {
        self.ran_ms().map(|ms| ms.min(limits::DURATION_MS))
    }
}

/// Why a text is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Line and column, from 1, of an error in the text itself.
    pub at: Option<(usize, usize)>,
    /// `json-syntax` if it is not JSON, else `wfformat`.
    pub code: &'static str,
    /// The path of the invalid value, such as `workflow.specification.tasks[3].parents[0]`, and the problem.
    pub message: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.at {
            write!(f, "{line}:{column}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl Refused {
    /// A problem of the whole text.
    pub(crate) fn whole(message: impl fmt::Display) -> Self {
        Self { at: None, code: "wfformat", message: message.to_string() }
    }
}

/// Reads a recorded workflow.
///
/// # Errors
/// [`Refused`] if the text is not JSON or not a recording, or is inconsistent.
pub(crate) fn read(text: &str) -> Result<Recording, Refused> {
    let Head { version } = decode(text)?;
    if !VERSIONS.contains(&&*version) {
        let versions = VERSIONS.join(" and ");
        return Err(refused("schemaVersion", format!("version {version:?} is not supported; {versions} are")));
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
    let Execution { makespan, tasks: executed, machines } = execution.unwrap_or_default();
    let runtimes = runtimes(&executed.unwrap_or_default(), &by_id, tasks.len())?;
    // A made-up recording has a makespan of zero. Values too large for an integer become the largest.
    let makespan = makespan.filter(|&s| s > 0.0).map(|s| Micros::new((s * 1e6).round() as u64));
    let cores = machines.unwrap_or_default().iter().filter_map(|m| m.cpu.as_ref()?.cores).fold(0, u64::saturating_add);
    let task = |((task, parents), runtime): ((SpecifiedTask, _), _)| Task { id: task.id, parents, runtime };
    let tasks = tasks.into_iter().zip(parents).zip(runtimes).map(task).collect();
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

/// A missing part may also be null.
#[derive(Default, Deserialize)]
struct Execution {
    #[serde(rename = "makespanInSeconds")]
    makespan: Option<f64>,
    tasks: Option<Vec<ExecutedTask>>,
    machines: Option<Vec<Machine>>,
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
    #[serde(rename = "coreCount", default, deserialize_with = "whole")]
    cores: Option<u64>,
}

/// An integer in the sense of JSON Schema: any number without a fraction, such as `8.0` and `1e3`.
fn whole<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<u64>, D::Error> {
    let Some(number) = Option::<f64>::deserialize(reader)? else { return Ok(None) };
    if number < 0.0 || number.fract() != 0.0 {
        return Err(D::Error::invalid_value(Unexpected::Float(number), &"a whole number, at least 0"));
    }
    Ok(Some(number as u64))
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Refused> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        let path = if path == "." || !error.is_data() { String::new() } else { format!("{path}: ") };
        syntax(text, &error, &path)
    })?;
    reader.end().map_err(|error| syntax(text, &error, ""))?;
    Ok(value)
}

fn syntax(text: &str, error: &serde_json::Error, path: &str) -> Refused {
    let said = error.to_string();
    // The position is reported separately.
    let said = said.rsplit_once(" at line ").map_or(&*said, |(message, _)| message);
    let message = match no_number(text, error) {
        Some(word) => format!("{word} is not a JSON number; leave out a value that is unknown"),
        None => said.into(),
    };
    let code = if error.is_data() { "wfformat" } else { "json-syntax" };
    Refused { at: Some((error.line(), error.column().max(1))), code, message: format!("{path}{message}") }
}

/// The words that Python and others write for numbers that JSON does not have, if the error is at one.
fn no_number(text: &str, error: &serde_json::Error) -> Option<&'static str> {
    let line = text.split('\n').nth(error.line().checked_sub(1)?)?;
    let rest = line.get(error.column().saturating_sub(1)..)?;
    ["NaN", "Infinity"].into_iter().find(|word| rest.starts_with(word))
}

fn refused(path: impl fmt::Display, message: impl fmt::Display) -> Refused {
    Refused::whole(format_args!("{path}: {message}"))
}

fn by_id<'a>(list: &str, ids: impl Iterator<Item = &'a str>) -> Result<HashMap<&'a str, u32>, Refused> {
    let mut by_id = HashMap::new();
    for (i, id) in ids.enumerate() {
        let path = format_args!("{list}[{i}].id");
        if id.is_empty() {
            return Err(refused(path, "the id is empty"));
        }
        if by_id.insert(id, i as u32).is_some() {
            return Err(refused(path, format_args!("there is already a task `{id}`; ids must be unique")));
        }
    }
    Ok(by_id)
}

/// The dependencies of each task. A recording gives them twice, as parents and as children.
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
                let message = format!(
                    "`{this}` lists `{other}` as its {says}, but `{other}` does not list `{this}` as its {instead}"
                );
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
            let message = format_args!("these tasks depend on each other: {}", path.join(" -> "));
            Err(refused(format_args!("{TASKS}[{}].parents", cycle[0]), message))
        }
        Err(GraphError::OutOfRange) => unreachable!("every parent was looked up"),
    }
}

/// The runtime of each specified task in seconds, in the order of the specification.
fn runtimes(executed: &[ExecutedTask], by_id: &HashMap<&str, u32>, n: usize) -> Result<Vec<Option<f64>>, Refused> {
    self::by_id(EXECUTED, executed.iter().map(|task| &*task.id))?;
    let mut runtimes = vec![None; n];
    for (i, task) in executed.iter().enumerate() {
        let Some(&place) = by_id.get(&*task.id) else {
            return Err(refused(format_args!("{EXECUTED}[{i}].id"), format_args!("there is no task `{}`", task.id)));
        };
        runtimes[place as usize] = task.runtime;
    }
    Ok(runtimes)
}
