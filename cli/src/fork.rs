//! `dagwood run --fork STEP:CHANGE`: repeats a run up to a step, and continues with a change.

use dagwood_core::{
    Graph, Micros, Payload, Plan, ProcessorIdx, Trace, VirtualDriver, limits,
    run::{Change, Fork},
};

use crate::exit::Failure;

/// Forks a run by these changes, one after the other.
///
/// # Errors
/// [`Failure`] if a change cannot be parsed, or the run cannot be forked like this.
pub(crate) fn fork(plan: &Plan, run: Trace, changes: &[String]) -> Result<Trace, Failure> {
    changes.iter().try_fold(run, |parent, text| {
        let refused = |reason: String| Failure::of_call("fork", format!("`--fork {text}`: {reason}"));
        let fork = read(text, plan.graph()).map_err(refused)?;
        let driver = VirtualDriver::fork(plan, &parent, fork).map_err(|error| refused(error.to_string()))?;
        Ok(driver.run_to_end())
    })
}

fn read(text: &str, graph: &Graph) -> Result<Fork, String> {
    let (step, change) = text.split_once(':').ok_or("a fork must be STEP:CHANGE, such as `12:workers=2`")?;
    let at = number(step).ok_or_else(|| format!("`{step}` is not a step; a step is a number of events"))?;
    let (what, value) = change
        .split_once('=')
        .ok_or_else(|| format!("`{change}` is not a change; use for example `fail=ID` or `workers=2`"))?;
    let processor = |id: &str| graph.find(id).ok_or_else(|| format!("there is no processor `{id}`"));
    let change = match what {
        "fail" => Change::Fail { processor: processor(value)? },
        "retry" => Change::Retry { processor: processor(value)? },
        "workers" => {
            let workers = number(value).ok_or_else(|| format!("`{value}` is not a number of workers"))?;
            Change::Workers { workers }
        }
        "duration" => {
            let (id, ms) = value.rsplit_once(':').ok_or("a duration must be ID:MILLISECONDS")?;
            let ms = number(ms).filter(|&ms: &u64| ms <= limits::DURATION_MS);
            let ms = ms.ok_or_else(|| {
                format!("a duration must be a whole number of milliseconds up to {}", limits::DURATION_MS)
            })?;
            Change::Duration { processor: processor(id)?, duration: Micros::from_millis(ms) }
        }
        "output" => {
            let (processor, output) =
                pinned(value, graph).ok_or("an output must be ID:TEXT, with the id of a processor")?;
            Change::Output { processor, output }
        }
        _ => {
            return Err(format!("there is no change `{what}`; use `fail`, `retry`, `workers`, `duration` or `output`"));
        }
    };
    Ok(Fork { at, change })
}

fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Ids and texts may both contain colons: the longest matching id wins.
fn pinned(value: &str, graph: &Graph) -> Option<(ProcessorIdx, Payload)> {
    let text_after = |p| value.strip_prefix(graph.id(p))?.strip_prefix(':');
    let fitting = graph.processors().filter_map(|p| text_after(p).map(|text| (p, text)));
    let (processor, text) = fitting.min_by_key(|(_, text)| text.len())?;
    Some((processor, Payload::from(text)))
}
