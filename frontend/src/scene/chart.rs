//! The graph as it is drawn, whatever state its processors are in.

use std::sync::Arc;

use dagwood_core::{Graph, Intent, ProcessorIdx};

use super::path;
use crate::{
    layout::Point,
    state::{Picture, Size},
};

/// Up to this many processors each is an element of its own; beyond it they are drawn in bulk.
const DENSE: usize = 600;

/// A drawing of a workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The shape.
    pub graph: Arc<Graph>,
    /// The processors, in file order.
    pub nodes: Vec<Node>,
    /// The dependencies; empty if the chart is dense.
    pub edges: Vec<Edge>,
    /// All dependencies in one path, if the chart is dense.
    pub bulk: Option<String>,
    /// The size of the drawing.
    pub size: Size,
    /// The size of each processor's box.
    pub node: Size,
}

/// A processor of the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its place in the file.
    pub idx: ProcessorIdx,
    /// The middle of its box.
    pub centre: Point,
}

/// A dependency of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// What is depended on.
    pub from: ProcessorIdx,
    /// What depends on it.
    pub to: ProcessorIdx,
    /// The `d` of its path.
    pub path: String,
}

/// Where an arrow key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To a dependency.
    Up,
    /// To a dependent.
    Down,
    /// To the one on the left in the same level.
    Left,
    /// To the one on the right in the same level.
    Right,
}

impl Chart {
    /// The chart of a picture.
    #[must_use]
    pub fn new(picture: &Picture) -> Self {
        let dense = picture.graph.len() > DENSE;
        let nodes = picture.graph.processors().zip(&picture.centres).map(|(idx, &centre)| Node { idx, centre });
        let edges = picture.lines().map(|(from, to, line)| Edge { from, to, path: path::curve(line) });
        Self {
            graph: picture.graph.clone(),
            nodes: nodes.collect(),
            edges: if dense { Vec::new() } else { edges.collect() },
            bulk: dense.then(|| path::polyline(picture.lines().map(|(_, _, line)| line))),
            size: Size { width: picture.width, height: picture.height },
            node: Size { width: picture.node_width, height: picture.node_height },
        }
    }

    /// The processors that are elements of their own: all, or in a dense chart the selected one and those around it.
    #[must_use]
    pub fn elements(&self, selected: Option<ProcessorIdx>) -> Vec<ProcessorIdx> {
        // What a person can tell apart; a processor may have thousands of neighbours.
        const AROUND: usize = 100;
        if self.bulk.is_none() {
            return self.graph.processors().collect();
        }
        let Some(centre) = selected.or(self.entry()) else { return Vec::new() };
        let around = self.graph.dependencies(centre).iter().chain(self.graph.dependents(centre));
        let siblings = [Direction::Left, Direction::Right].map(|direction| self.walk(centre, direction));
        let mut elements: Vec<_> =
            [centre].into_iter().chain(siblings.into_iter().flatten()).chain(around.copied().take(AROUND)).collect();
        elements.sort_unstable();
        elements.dedup();
        elements
    }

    /// Where the keyboard enters the graph: the first processor without dependencies.
    #[must_use]
    pub fn entry(&self) -> Option<ProcessorIdx> {
        self.graph.processors().find(|&p| self.graph.dependencies(p).is_empty())
    }

    /// Where an arrow key leads from `from`.
    #[must_use]
    pub fn walk(&self, from: ProcessorIdx, direction: Direction) -> Option<ProcessorIdx> {
        let here = self.nodes[from as usize].centre;
        let at = |p: ProcessorIdx| self.nodes[p as usize].centre;
        let nearest = |all: &[ProcessorIdx]| {
            all.iter().copied().min_by(|&a, &b| (at(a).x - here.x).abs().total_cmp(&(at(b).x - here.x).abs()))
        };
        let beside = |right: bool| {
            let level = self.nodes.iter().filter(|node| node.centre.y == here.y && node.idx != from);
            let side = level.filter(|node| (node.centre.x > here.x) == right);
            side.min_by(|a, b| (a.centre.x - here.x).abs().total_cmp(&(b.centre.x - here.x).abs())).map(|node| node.idx)
        };
        match direction {
            Direction::Up => nearest(self.graph.dependencies(from)),
            Direction::Down => nearest(self.graph.dependents(from)),
            Direction::Left => beside(false),
            Direction::Right => beside(true),
        }
    }

    /// Whether the processor only analyzes.
    #[must_use]
    pub fn analyzes(&self, idx: ProcessorIdx) -> bool {
        self.graph.intent(idx) == Intent::Analyze
    }

    /// The id, shortened in the middle if it is too long for its box.
    #[must_use]
    pub fn label(&self, idx: ProcessorIdx) -> String {
        // The width of a character of the monospaced font at its size, and what the icon and the margins take.
        const CHARACTER: f32 = 7.3;
        const BESIDE: f32 = 46.0;
        let room = ((self.node.width - BESIDE) / CHARACTER) as usize;
        shorten(self.graph.id(idx), room)
    }

    /// What the graph is, in a phrase.
    #[must_use]
    pub fn description(&self) -> String {
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        format!(
            "{}, {}, {}",
            count(self.graph.len(), "processor", "processors"),
            count(self.graph.edges(), "dependency", "dependencies"),
            count(self.graph.levels(), "level", "levels"),
        )
    }
}

fn shorten(text: &str, room: usize) -> String {
    let count = text.chars().count();
    if count <= room {
        return text.into();
    }
    let kept = room.saturating_sub(1);
    let head: String = text.chars().take(kept.div_ceil(2)).collect();
    let tail: String = text.chars().skip(count - kept / 2).collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::WORKFLOW;
    use dagwood_proto::v1::worker_request::Check;

    fn chart(workflow: &str) -> Chart {
        let checked = crate::worker::check(&Check { workflow: workflow.into(), modules: Vec::new() });
        Chart::new(&Picture::try_from(checked.picture.expect("it is valid")).expect("it fits together"))
    }

    #[test]
    fn arrows_lead_along_edges_and_levels() {
        let chart = chart(WORKFLOW);
        let find = |id| chart.graph.find(id).expect("it is there");
        let walk = |from, direction| chart.walk(find(from), direction).map(|to| chart.graph.id(to));
        assert_eq!(chart.entry(), Some(find("shout")));
        assert_eq!(walk("shout", Direction::Up), None);
        assert_eq!(walk("turn", Direction::Up), Some("mark"));
        assert_eq!(walk("mark", Direction::Down), Some("turn"));
        let sideways = [walk("count", Direction::Left), walk("count", Direction::Right)];
        assert!(sideways.contains(&Some("mark")) && sideways.contains(&None));
    }

    #[test]
    fn many_processors_are_drawn_in_bulk() {
        let mut workflow = String::from("strategy: level\nprocessors:\n");
        for i in 0..=DENSE {
            workflow += &format!("  - {{ id: p{i}, type: local, processor: token_counter }}\n");
        }
        let chart = chart(&workflow);
        assert!(chart.bulk.is_some() && chart.edges.is_empty());
        let elements = chart.elements(Some(7));
        assert!(elements.contains(&7) && elements.len() <= 3);
    }

    #[test]
    fn long_ids_are_shortened_in_the_middle() {
        for (text, room, expected) in
            [("short", 5, "short"), ("abcdefgh", 5, "ab…gh"), ("äöüßàé", 4, "äö…é"), ("abc", 0, "…")]
        {
            assert_eq!(shorten(text, room), expected);
        }
    }
}
