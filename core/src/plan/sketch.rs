//! The graph of a workflow with missing dependencies.

use alloc::{borrow::Cow, vec::Vec};

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::{
    Graph, Intent, ProcessorIdx,
    plan::LocalProcessor,
    text::{Spanned, TextRange, yaml},
};

/// The graph of a workflow with missing dependencies.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// The graph. The missing processors are its last ones.
    pub graph: Graph,
    /// Where each missing processor is first named.
    pub missing: Vec<TextRange>,
}

/// The graph of a workflow file that names missing processors in `depends_on`. `None` if no processor is missing, or if the file has
/// no graph because an id is missing or not unique, or the dependencies form a cycle. Other errors are ignored.
#[must_use]
pub fn sketch(text: &str) -> Option<Sketch> {
    let workflow = yaml::read(text).0?;
    let specs = &workflow.processors;
    let mut nodes: Vec<(&str, Intent)> = Vec::new();
    let mut by_id: HashMap<&str, ProcessorIdx, FxBuildHasher> = HashMap::default();
    for spec in specs {
        let id = &*spec.id.as_ref()?.value;
        if by_id.insert(id, nodes.len() as ProcessorIdx).is_some() {
            return None;
        }
        let named = |name: &Spanned<Cow<str>>| LocalProcessor::from_name(&name.value);
        nodes.push((id, spec.processor.as_ref().and_then(named).map_or(Intent::Transform, LocalProcessor::intent)));
    }
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    for spec in specs {
        let mut row = Vec::new();
        for name in &spec.depends_on {
            let idx = *by_id.entry(&*name.value).or_insert_with(|| {
                nodes.push((&*name.value, Intent::Transform));
                missing.push(name.range);
                nodes.len() as ProcessorIdx - 1
            });
            if !row.contains(&idx) {
                row.push(idx);
            }
        }
        rows.push(row);
    }
    if missing.is_empty() {
        return None;
    }
    rows.resize(nodes.len(), Vec::new());
    let graph = Graph::new(nodes.into_iter(), rows.iter().map(Vec::as_slice)).ok()?;
    Some(Sketch { graph, missing })
}

#[cfg(test)]
mod tests {
    use alloc::{format, string::String};

    use super::*;

    fn shape(processors: &str) -> Option<(String, Vec<String>)> {
        let text = format!("strategy: level\nprocessors:\n{processors}");
        let Sketch { graph, missing } = sketch(&text)?;
        let edges: Vec<_> = graph
            .processors()
            .flat_map(|to| graph.dependencies(to).iter().map(move |&from| (from, to)))
            .map(|(from, to)| format!("{} -> {}", graph.id(from), graph.id(to)))
            .collect();
        let named = missing.iter().map(|range| text[range.start as usize..range.end as usize].into()).collect();
        Some((edges.join(", "), named))
    }

    #[test]
    fn missing_processors_are_part_of_the_shape() {
        let processor = |id: &str, depends_on: &str| {
            format!("- {{ id: {id}, type: local, processor: reverse_text, depends_on: [{depends_on}] }}\n")
        };
        let of = |all: &[(&str, &str)]| shape(&all.iter().map(|(id, on)| processor(id, on)).collect::<String>());
        assert_eq!(
            of(&[("a", ""), ("b", "a, x"), ("c", "x, y, x")]),
            Some(("a -> b, x -> b, x -> c, y -> c".into(), alloc::vec!["x".into(), "y".into()]))
        );
        assert_eq!(of(&[("a", ""), ("b", "a")]), None, "none is missing");
        assert_eq!(of(&[("a", "b, x"), ("b", "a")]), None, "a cycle");
        assert_eq!(of(&[("a", "x"), ("a", "")]), None, "not unique");
        assert_eq!(shape("- { type: local, depends_on: [x] }\n"), None, "no id");
        let other = "- { id: a, type: local, processor: nonsense, depends_on: [x] }\n";
        assert_eq!(shape(other), Some(("x -> a".into(), alloc::vec!["x".into()])), "other errors do not matter");
    }
}
