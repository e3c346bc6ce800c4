//! What a picture says in words: heading, title and description.

use std::fmt::Write;

use dagwood_core::{Graph, ProcessorState, Status, counted, sentence};

use super::{Picture, Scene, Subject};
use crate::drawing;

/// Up to this number of processors, the description names them all.
const NAMED: usize = 50;

/// The lines of the heading.
pub(super) fn heading(name: &str, graph: &Graph, scene: Option<&Scene>) -> [String; 3] {
    let about = drawing::description(graph);
    match scene {
        None => [name.into(), about, String::new()],
        Some(scene) => [name.into(), format!("{about}; {}", run(scene)), moment(scene)],
    }
}

/// The title.
pub(super) fn title(picture: &Picture, scene: Option<&Scene>) -> String {
    let what = match picture.subject {
        Subject::Workflow(_) | Subject::Graph(_) => "the graph",
        Subject::Timeline(_) => "the timeline",
        Subject::Both(_) => "the graph and the timeline",
    };
    let when = scene.map_or_else(String::new, |Scene { trace, snapshot }| {
        format!(" at step {} of {}", snapshot.cursor(), trace.len())
    });
    format!("{}: {what}{when}", picture.name)
}

/// The description, in sentences.
pub(super) fn description(graph: &Graph, scene: Option<&Scene>) -> String {
    let mut text = format!("A workflow of {}.", drawing::description(graph));
    let Some(scene) = scene else {
        if graph.len() <= NAMED {
            let ids: Vec<_> = graph.processors().map(|p| graph.id(p)).collect();
            let _ = write!(text, " Its processors: {}.", ids.join(", "));
        }
        return text;
    };
    let _ = write!(text, " Its run: {}. {}", run(scene), moment(scene));
    for state in ProcessorState::ALL {
        let of_state: Vec<_> = graph.processors().filter(|&p| scene.snapshot.state(p) == state).collect();
        if !of_state.is_empty() {
            let _ = write!(text, " {} {}", of_state.len(), state.name());
            if graph.len() <= NAMED {
                let ids: Vec<_> = of_state.into_iter().map(|p| graph.id(p)).collect();
                let _ = write!(text, ": {}", ids.join(", "));
            }
            text.push('.');
        }
    }
    text
}

/// How the run was made and how it ended, in a phrase.
fn run(Scene { trace, .. }: &Scene) -> String {
    let options = trace.options();
    let ended = trace.status().map_or("not ended", Status::name);
    let (strategy, workers) = (options.strategy.name(), counted(options.workers, "worker"));
    format!("strategy {strategy}, {workers}, {ended} after {}", trace.makespan())
}

/// The last event before the moment, in a sentence.
fn moment(Scene { trace, snapshot }: &Scene) -> String {
    let step = snapshot.cursor();
    let happened = step.checked_sub(1).map_or_else(|| "The run has not started.".into(), |seq| sentence(trace, seq));
    format!("Step {step} of {}, at {}: {happened}", trace.len(), snapshot.now())
}
