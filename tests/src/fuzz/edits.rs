//! Edits and fixes of any text.

use dagwood_core::{
    Plan,
    text::edit::{Edit, EditError, Fixer, NewCode, NewValue, TextEdit, apply, edit},
};

use super::compile;

/// An edit is refused, or has its effect on the graph; a fix leaves a readable file.
pub(super) fn edits(bytes: &[u8]) {
    let [kind, first, second, number, text @ ..] = bytes else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let compiled = compile(text);
    let graph = compiled.plan.as_ref().map(graph);
    let pick = |from: u8| match &graph {
        Some(graph) => graph[usize::from(from) % graph.len()].0.clone(),
        None => char::from(b'a' + from % 8).to_string(),
    };
    let (first, second) = (pick(*first), pick(*second));
    let new = ["new", "x, y", "12", "- #"][usize::from(*number) % 4];
    let change = match kind % 7 {
        0 => Edit::Add { id: new, code: NewCode::Local("reverse_text"), depends_on: &[&first], after: Some(&second) },
        1 => Edit::Remove { id: &first },
        2 => Edit::Rename { id: &first, to: new },
        3 => Edit::Connect { from: &first, to: &second },
        4 => Edit::Disconnect { from: &first, to: &second },
        5 => Edit::Move { id: &first, before: &second },
        _ => {
            let value = |number| if number < 250 { Some(NewValue::Number(u64::from(number) + 1)) } else { None };
            let of = Some(&*first);
            match number % 4 {
                0 => Edit::Set { of: None, key: "executor_options.max_concurrency", value: value(*number) },
                1 => Edit::Set { of, key: "simulate.duration_ms", value: value(*number) },
                2 => Edit::Set { of, key: "timeout_ms", value: value(*number) },
                _ => Edit::Set { of, key: "options.prefix", value: Some(NewValue::Text(new)) },
            }
        }
    };
    match edit(text, &change) {
        Ok(edits) => {
            let edited = whole(text, &edits);
            if let Some(graph) = graph {
                let expected = expected(graph, &change);
                let plan = compile(&edited).plan;
                // A file without processors is not a workflow.
                assert_eq!(plan.as_ref().map_or_else(Vec::new, self::graph), expected, "{change:?} gives\n{edited}");
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let mut fixer = Fixer::new(text);
    for diagnostic in compiled.diagnostics.iter().take(8) {
        for fix in fixer.fixes(diagnostic) {
            // A readable file may have more diagnostics than an unreadable one.
            let fixed = edit(&whole(text, &fix.edits), &change);
            assert!(!matches!(fixed, Err(EditError::Unreadable(_))), "{fix:?} is YAML");
        }
    }
}

/// Ids, and their dependencies.
type Graph = Vec<(String, Vec<String>)>;

fn graph(plan: &Plan) -> Graph {
    let graph = plan.graph();
    let id = |p| graph.id(p).to_owned();
    graph.processors().map(|p| (id(p), graph.dependencies(p).iter().map(|&d| id(d)).collect())).collect()
}

fn expected(mut graph: Graph, change: &Edit) -> Graph {
    let at = |graph: &Graph, id: &str| graph.iter().position(|(known, _)| known == id).expect("it was found");
    match *change {
        Edit::Add { id, depends_on, after, .. } => {
            let at = after.map_or(graph.len(), |after| at(&graph, after) + 1);
            graph.insert(at, (id.into(), depends_on.iter().map(|&id| id.into()).collect()));
        }
        Edit::Remove { id } => {
            graph.remove(at(&graph, id));
            graph.iter_mut().for_each(|(_, row)| row.retain(|other| other != id));
        }
        Edit::Rename { id, to } => {
            let all = graph.iter_mut().flat_map(|(known, row)| row.iter_mut().chain([known]));
            all.filter(|known| *known == id).for_each(|known| *known = to.into());
        }
        Edit::Connect { from, to } => {
            let at = at(&graph, to);
            graph[at].1.push(from.into());
        }
        Edit::Disconnect { from, to } => {
            let at = at(&graph, to);
            graph[at].1.retain(|other| other != from);
        }
        Edit::Move { id, before } => {
            let moved = at(&graph, id);
            let row = graph.remove(moved);
            let at = if id == before { moved } else { at(&graph, before) };
            graph.insert(at, row);
        }
        Edit::Set { .. } => {}
    }
    graph
}

/// The text after edits, which must be in order.
fn whole(text: &str, edits: &[TextEdit]) -> String {
    assert!(edits.is_sorted_by(|a, b| a.range.end <= b.range.start), "{edits:?}");
    apply(text, edits)
}
