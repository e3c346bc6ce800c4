//! A moment as Markdown: the link, a sentence, and the graph for Mermaid.

use std::fmt::Write as _;

use dagwood_core::{Graph, Snapshot};

use super::text;

/// The most processors in a drawing: Mermaid refuses graphs with more than 500 edges.
const MOST: usize = 100;

/// A moment as Markdown. With a snapshot, each processor has its state.
#[must_use]
pub fn markdown(link: &str, sentence: &str, graph: &Graph, snapshot: Option<&Snapshot>) -> String {
    let mut markdown = format!("[{}]({link})\n", text::OPEN_HERE);
    // Writing to a string does not fail, here and below.
    if !sentence.is_empty() {
        let _ = write!(markdown, "\n{}\n", escaped(sentence));
    }
    let edges: usize = graph.processors().map(|p| graph.dependencies(p).len()).sum();
    if graph.len() <= MOST && edges <= 5 * MOST {
        let _ = write!(markdown, "\n```mermaid\n{}```\n", mermaid(graph, snapshot));
    }
    markdown
}

fn mermaid(graph: &Graph, snapshot: Option<&Snapshot>) -> String {
    let mut out = String::from("flowchart TD\n");
    for p in graph.processors() {
        let state = snapshot.map_or_else(String::new, |snapshot| format!(": {}", snapshot.state(p).name()));
        let _ = writeln!(out, "  p{p}[\"{}{state}\"]", label(graph.id(p)));
    }
    for p in graph.processors() {
        for dependency in graph.dependencies(p) {
            let _ = writeln!(out, "  p{dependency} --> p{p}");
        }
    }
    out
}

/// A text within the quotes of a label, with every character that has a meaning there as its number.
fn label(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            c if c.is_alphanumeric() || " _-.".contains(c) => out.push(c),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}

/// A text without the characters that have a meaning in Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#|~&!".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::scene::testing::recording;

    #[test]
    fn a_moment_is_a_link_a_sentence_and_a_graph() {
        let trace = &recording().trace;
        let snapshot = Snapshot::at(trace, trace.len());
        expect![[r#"
            [Open in the DAGwood Playground](https://example.org/#code/d1.x)

            mark \[1\] fails.

            ```mermaid
            flowchart TD
              p0["shout: completed"]
              p1["count: completed"]
              p2["mark: failed"]
              p3["turn: skipped"]
              p0 --> p1
              p0 --> p2
              p2 --> p3
            ```
        "#]]
        .assert_eq(&markdown("https://example.org/#code/d1.x", "mark [1] fails.", trace.graph(), Some(&snapshot)));
    }

    #[test]
    fn ids_are_only_text() {
        assert_eq!(label("a\"]\n```é-1"), "a#34;#93;#10;#96;#96;#96;é-1");
    }
}
