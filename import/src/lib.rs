//! Workflows of other formats as workflow files, for the command line and the page: recorded scientific workflows in
//! WfFormat, with the same graph and durations.

mod head;
mod wfformat;

use dagwood_core::{Micros, Strategy, counted, limits, plan::LocalProcessor};
use serde::Serialize;

pub use head::keys;
pub use wfformat::Refused;
use wfformat::{Recording, Task};

/// The maximum size of a recording, in bytes.
pub const MOST_BYTES: usize = 64 << 20;

/// The byte order mark, which some editors put before a text; the only character that JSON but not YAML allows
/// unescaped.
const MARK: &str = "\u{feff}";

/// A converted recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The text of the workflow file.
    pub workflow: String,
    /// What of the recording the workflow does not have as recorded.
    pub warnings: Vec<String>,
}

/// Converts a recording to a workflow file.
///
/// # Errors
/// [`Refused`] if the text is not a recording, or if the workflow would be too large.
pub fn import(text: &str) -> Result<Imported, Refused> {
    let recording = wfformat::read(text)?;
    // A workflow has only texts, numbers, lists and mappings, which YAML can express.
    let workflow = serde_yaml::to_string(&Workflow::from(&recording)).map_err(Refused::whole)?;
    let workflow = comments(&recording) + &workflow;
    if workflow.len() > limits::TEXT_BYTES {
        return Err(Refused::whole(format_args!("the workflow would have more than {} bytes", limits::TEXT_BYTES)));
    }
    Ok(Imported { workflow, warnings: warnings(&recording) })
}

/// Decodes a file as UTF-8, without its byte order mark.
///
/// # Errors
/// Why it is not UTF-8; other encodings are named.
pub fn decode(mut bytes: Vec<u8>) -> Result<String, String> {
    // JSON of an object begins with `{`, which identifies other encodings without a mark.
    const OTHERS: [(&[u8], &str); 8] = [
        (b"\xff\xfe\0\0", "UTF-32"),
        (b"\0\0\xfe\xff", "UTF-32"),
        (b"{\0\0\0", "UTF-32"),
        (b"\0\0\0{", "UTF-32"),
        (b"\xff\xfe", "UTF-16"),
        (b"\xfe\xff", "UTF-16"),
        (b"{\0", "UTF-16"),
        (b"\0{", "UTF-16"),
    ];
    if let Some((_, name)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(format!("the file is {name} text; save it as UTF-8"));
    }
    if bytes.starts_with(MARK.as_bytes()) {
        bytes.drain(..MARK.len());
    }
    String::from_utf8(bytes).map_err(|error| {
        format!("the file is not UTF-8 text: byte {} cannot be read", error.utf8_error().valid_up_to())
    })
}

fn warnings(recording: &Recording) -> Vec<String> {
    let mut warnings = Vec::new();
    let mut warn = |concerns: fn(&Task) -> bool, what: &dyn Fn(f64) -> String| {
        let concerned: Vec<_> = recording.tasks.iter().filter(|task| concerns(task)).collect();
        let Some(first) = concerned.first() else { return };
        let (count, id) = (concerned.len(), &first.id);
        let whose = if count == 1 { format!("task `{id}`") } else { format!("{count} tasks (the first is `{id}`)") };
        let what = what(first.runtime.unwrap_or_default());
        warnings.push(format!("workflow.execution.tasks: the runtime of {whose} is {what}"));
    };
    const INSTEAD: &str = "it takes 1 ms and 1 µs for each byte of its input";
    warn(|task| task.runtime.is_none(), &|_| format!("missing; {INSTEAD}"));
    warn(|task| task.runtime.is_some_and(|s| s < 0.0), &|s| format!("{s:?} s, which is negative; {INSTEAD}"));
    warn(|task| task.ran_ms() > Some(limits::DURATION_MS), &|s| {
        format!("{s:?} s; it is reduced to {} s, the maximum", limits::DURATION_MS / 1_000)
    });
    if let Some(cores) = recording.cores.filter(|&cores| cores > limits::WORKERS.into()) {
        let most = limits::WORKERS;
        warnings.push(format!("workflow.execution.machines: {cores} cores are reduced to {most} workers, the maximum"));
    }
    warnings
}

/// The recording's name, size and makespan, as comments.
fn comments(Recording { name, version, tasks, cores, makespan }: &Recording) -> String {
    // The comment must stay in its line, and be YAML.
    let is_harmless = |c: char| !c.is_control() && !MARK.contains(c);
    let name: String =
        name.chars().map(|c| if is_harmless(c) { c.to_string() } else { c.escape_default().to_string() }).collect();
    let count = counted(tasks.len(), "task");
    let sum = Micros::from_millis(tasks.iter().filter_map(Task::ran_ms).fold(0, u64::saturating_add));
    let took = makespan.map_or_else(|| "unknown".into(), |makespan| makespan.to_string());
    let workers = if cores.is_some() { "# One worker for each core of the recorded machines.\n" } else { "" };
    format!(
        "# {name}: {count} of a recorded workflow (WfFormat {version}).\n\
         # Recorded makespan: {took}. Sum of the tasks' runtimes: {sum}.\n\
         {workers}"
    )
}

/// A workflow file.
#[derive(Serialize)]
struct Workflow<'r> {
    strategy: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    executor_options: Option<ExecutorOptions>,
    processors: Vec<Processor<'r>>,
}

#[derive(Serialize)]
struct ExecutorOptions {
    max_concurrency: u64,
}

#[derive(Serialize)]
struct Processor<'r> {
    id: &'r str,
    r#type: &'static str,
    processor: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    simulate: Option<Simulate>,
}

#[derive(Serialize)]
struct Simulate {
    duration_ms: u64,
}

impl<'r> From<&'r Recording> for Workflow<'r> {
    fn from(Recording { tasks, cores, .. }: &'r Recording) -> Self {
        let processor = |task: &'r Task| Processor {
            id: &task.id,
            r#type: "local",
            // It keeps the size of the payload on any path.
            processor: LocalProcessor::ReverseText.name(),
            depends_on: task.parents.iter().map(|&parent| &*tasks[parent as usize].id).collect(),
            simulate: task.duration_ms().map(|duration_ms| Simulate { duration_ms }),
        };
        Self {
            strategy: Strategy::Reactive.name(),
            executor_options: cores.map(|cores| ExecutorOptions { max_concurrency: cores.min(limits::WORKERS.into()) }),
            processors: tasks.iter().map(processor).collect(),
        }
    }
}
