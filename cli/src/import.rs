//! `dagwood import`: from a recorded scientific workflow to a workflow file of the same graph and durations.

mod wfformat;

use std::{
    fmt::{self, Write as _},
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::Path,
};

use dagwood_core::{LocalProcessor, Micros, limits};

use crate::{
    args::Import,
    console::{Console, printable},
    exit::{Exit, Failure, reason},
    source::Name,
};

use wfformat::{Recording, Refused};

/// A recording: bytes.
const MOST_BYTES: u64 = 64 << 20;

pub(crate) fn import(args: &Import, console: &mut Console) -> Result<Exit, Failure> {
    let file = Name(&args.file);
    let text = read(&args.file)?;
    let recording = wfformat::read(&text).map_err(|Refused { at, code, message }| {
        let message = printable(&message);
        match at {
            Some((line, column)) => Failure::of_file(format_args!("{file}:{line}:{column}"), code, message),
            None => Failure::of_file(file, code, message),
        }
    })?;
    let workflow = Workflow(&recording).to_string();
    if workflow.len() > limits::TEXT_BYTES {
        let message = format!("the workflow would have more than {} bytes", limits::TEXT_BYTES);
        return Err(Failure::of_file(Name(&args.file), "wfformat", message));
    }
    match &args.output {
        Some(path) => write(path, args.force, &workflow)?,
        None => console.out.write_all(workflow.as_bytes())?,
    }
    for warning in warnings(&recording) {
        console.complain(&format!("{}: warning[wfformat]: {warning}", Name(&args.file)));
    }
    Ok(Exit::Succeeded)
}

fn read(path: &Path) -> Result<String, Failure> {
    let cannot = |error| Failure::of_file(Name(path), "cannot-read", reason(&error));
    if path.is_dir() {
        return Err(cannot(io::ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Failure::of_file(Name(path), "wfformat", format!("the file has more than {MOST_BYTES} bytes")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::of_file(Name(path), "json-syntax", format!("the file is not UTF-8 text: byte {at} cannot be read"))
    })
}

/// Writes a new file, or if that was asked for in the place of another.
fn write(path: &Path, force: bool, workflow: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create(force).truncate(force).create_new(!force);
    options.open(path).and_then(|mut file| file.write_all(workflow.as_bytes())).map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::AlreadyExists => "there is such a file already; --force writes over it".into(),
            _ => reason(&error),
        };
        Failure::of_file(Name(path), "cannot-write", reason)
    })
}

fn warnings(recording: &Recording) -> Vec<String> {
    let mut warnings = Vec::new();
    let untold: Vec<_> = recording.tasks.iter().filter(|task| task.duration_ms.is_none()).collect();
    if let Some(first) = untold.first() {
        let (count, first) = (untold.len(), printable(&first.id));
        let whose = if count == 1 { format!("task `{first}`") } else { format!("{count} tasks, `{first}` the first,") };
        warnings.push(format!(
            "workflow.execution.tasks: the runtime of {whose} is not told; it takes 1 ms and 1 µs for each byte of its input"
        ));
    }
    if let Some(cores) = recording.cores.filter(|&cores| cores > limits::WORKERS.into()) {
        let most = limits::WORKERS;
        warnings
            .push(format!("workflow.execution.machines: of {cores} cores {most} are taken, the most workers of a run"));
    }
    warnings
}

/// A recording as a workflow file.
struct Workflow<'r>(&'r Recording);

impl fmt::Display for Workflow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(Recording { name, version, tasks, cores, makespan }) = self;
        let count = if tasks.len() == 1 { "1 task".into() } else { format!("{} tasks", tasks.len()) };
        let name = printable(name).replace(MARK, "\\u{feff}");
        writeln!(f, "# {name}: {count} of a recorded workflow (WfFormat {version}).")?;
        let sum = tasks.iter().filter_map(|task| task.duration_ms).fold(0, u64::saturating_add);
        let took = makespan.map_or_else(|| "not told".into(), |makespan| makespan.to_string());
        writeln!(f, "# Recorded makespan: {took}. Sum of the tasks' runtimes: {}.", Micros::from_millis(sum))?;
        writeln!(f, "strategy: reactive")?;
        if let Some(cores) = cores {
            writeln!(f, "executor_options:")?;
            writeln!(
                f,
                "  max_concurrency: {}  # the cores of the recorded machines",
                cores.min(&limits::WORKERS.into())
            )?;
        }
        writeln!(f, "processors:")?;
        let id = |task: u32| Quoted(&tasks[task as usize].id);
        // It keeps the size of a payload, however long a path it goes.
        let processor = LocalProcessor::ReverseText.name();
        for task in tasks {
            write!(f, "  - {{ id: {}, type: local, processor: {processor}", Quoted(&task.id))?;
            if let Some((&first, rest)) = task.parents.split_first() {
                write!(f, ", depends_on: [{}", id(first))?;
                rest.iter().try_for_each(|&parent| write!(f, ", {}", id(parent)))?;
                f.write_char(']')?;
            }
            if let Some(ms) = task.duration_ms {
                write!(f, ", simulate: {{ duration_ms: {ms} }}")?;
            }
            writeln!(f, " }}")?;
        }
        Ok(())
    }
}

/// The byte order mark, the one character of JSON that may not stand in YAML as it is.
const MARK: char = '\u{feff}';

/// A text in double quotes, which YAML reads as JSON does.
struct Quoted<'t>(&'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = serde_json::to_string(self.0).map_err(|_| fmt::Error)?;
        f.write_str(&quoted.replace(MARK, "\\ufeff"))
    }
}
