//! The drawn graph, independent of the states of its processors.

use std::sync::Arc;

use dagwood_core::{Graph, Intent, ProcessorIdx};
use dagwood_export::drawing::{Decimal, curve, node_label};

use super::Field;
use crate::state::{Picture, Point, Size, Viewport};

/// Up to this many processors, each is an element. Beyond that, only the legible ones in view and the neighbours of the
/// selected one are elements; all others are painted, because they are too small to read and painting takes only a
/// frame.
const DENSE: usize = 300;
/// The maximum number of neighbours shown as elements; a processor may have thousands.
const AROUND: usize = 100;

/// A drawing of a workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The graph.
    pub graph: Arc<Graph>,
    /// The size of the drawing.
    pub size: Size,
    /// The size of each processor's box.
    pub node: Size,
    /// The same, sorted by position.
    pub field: Field,
    picture: Picture,
}

/// A dependency of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The dependency.
    pub from: ProcessorIdx,
    /// The dependent.
    pub to: ProcessorIdx,
    /// The `d` of its path.
    pub path: Arc<str>,
}

/// The direction of an arrow key: along the dependencies, or within a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To a dependency, if levels go from top to bottom.
    Up,
    /// To a dependent.
    Down,
    /// To the processor on the left in the same level.
    Left,
    /// To the processor on the right in the same level.
    Right,
}

impl Direction {
    /// The equivalent direction if the levels went from top to bottom instead of from left to right.
    fn turned(self) -> Self {
        match self {
            Self::Left => Self::Up,
            Self::Right => Self::Down,
            Self::Up => Self::Left,
            Self::Down => Self::Right,
        }
    }
}

impl Chart {
    /// The chart of a picture.
    #[must_use]
    pub fn new(picture: Picture) -> Self {
        Self {
            graph: picture.graph.clone(),
            size: Size { width: picture.width, height: picture.height },
            node: Size { width: picture.node_width, height: picture.node_height },
            field: Field::new(&picture),
            picture,
        }
    }

    /// The number of the picture among those of its worker.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.picture.number
    }

    /// Whether the levels go from left to right.
    #[must_use]
    pub fn across(&self) -> bool {
        self.picture.across
    }

    /// Whether there are too many processors to make each an element.
    #[must_use]
    pub fn is_dense(&self) -> bool {
        self.graph.len() > DENSE
    }

    /// The middle of a processor's box.
    #[must_use]
    pub fn centre(&self, idx: ProcessorIdx) -> Point {
        self.picture.centres[idx as usize]
    }

    /// Whether all visible processors are elements.
    #[must_use]
    pub fn is_legible(&self, viewport: Viewport, window: Size) -> bool {
        !viewport.is_far() && self.field.within(viewport.area(window)).nth(DENSE).is_none()
    }

    /// The processors that are elements in `viewport`: the selected one, its neighbours, and all visible ones if they
    /// are legible.
    #[must_use]
    pub fn elements(&self, selected: Option<ProcessorIdx>, viewport: Viewport, window: Size) -> Vec<ProcessorIdx> {
        let mut elements = Vec::new();
        if let Some(centre) = selected.or(self.entry()) {
            let siblings = [Direction::Left, Direction::Right, Direction::Up, Direction::Down];
            elements.push(centre);
            elements.extend(siblings.into_iter().filter_map(|direction| self.walk(centre, direction)));
            elements.extend(self.around(centre));
        }
        if self.is_legible(viewport, window) {
            elements.extend(self.field.within(viewport.area(window)).map(|(_, idx)| idx));
        }
        elements.sort_unstable();
        elements.dedup();
        elements
    }

    /// The dependencies and dependents of a processor.
    fn around(&self, idx: ProcessorIdx) -> impl Iterator<Item = ProcessorIdx> {
        self.graph.dependencies(idx).iter().chain(self.graph.dependents(idx)).copied().take(AROUND)
    }

    /// Every dependency.
    #[must_use]
    pub fn edges(&self) -> Vec<Edge> {
        self.picture.lines().map(|(from, to, line)| self.edge(from, to, line)).collect()
    }

    /// The edges of a processor.
    #[must_use]
    pub fn edges_around(&self, idx: ProcessorIdx) -> Vec<Edge> {
        let up = self.picture.lines_to(idx).map(|(from, line)| self.edge(from, idx, line));
        let down = self.graph.dependents(idx).iter().flat_map(|&to| {
            let lines = self.picture.lines_to(to).filter(move |&(from, _)| from == idx);
            lines.map(move |(from, line)| self.edge(from, to, line))
        });
        up.chain(down).take(AROUND).collect()
    }

    /// A line from each of these processors to the next: along the dependency, or straight if there is none.
    #[must_use]
    pub fn trail(&self, chain: &[ProcessorIdx]) -> String {
        let piece = |pair: &[ProcessorIdx]| {
            let line = self.picture.lines_to(pair[1]).find(|&(from, _)| from == pair[0]);
            let across = self.picture.across;
            line.map_or_else(|| straight(self.centre(pair[0]), self.centre(pair[1])), |(_, line)| curved(line, across))
        };
        chain.windows(2).map(piece).collect()
    }

    fn edge(&self, from: ProcessorIdx, to: ProcessorIdx, line: &[Point]) -> Edge {
        Edge { from, to, path: curved(line, self.picture.across).into() }
    }

    /// The processor at which the keyboard enters the graph: the first without dependencies.
    #[must_use]
    pub fn entry(&self) -> Option<ProcessorIdx> {
        self.graph.processors().find(|&p| self.graph.dependencies(p).is_empty())
    }

    /// The processor in this direction from `from`.
    #[must_use]
    pub fn walk(&self, from: ProcessorIdx, direction: Direction) -> Option<ProcessorIdx> {
        // As if the levels went from top to bottom.
        let turned = |place: Point| if self.picture.across { Point { x: place.y, y: place.x } } else { place };
        let direction = if self.picture.across { direction.turned() } else { direction };
        let at = |p: ProcessorIdx| turned(self.centre(p));
        let here = at(from);
        let nearest = |all: &[ProcessorIdx]| {
            all.iter().copied().min_by(|&a, &b| (at(a).x - here.x).abs().total_cmp(&(at(b).x - here.x).abs()))
        };
        let beside = |right: bool| {
            let level = self.graph.processors().filter(|&p| at(p).y == here.y && p != from);
            let side = level.filter(|&p| (at(p).x > here.x) == right);
            side.min_by(|&a, &b| (at(a).x - here.x).abs().total_cmp(&(at(b).x - here.x).abs()))
        };
        match direction {
            Direction::Up => nearest(self.graph.dependencies(from)),
            Direction::Down => nearest(self.graph.dependents(from)),
            Direction::Left => beside(false),
            Direction::Right => beside(true),
        }
    }

    /// Whether the processor is an Analyze.
    #[must_use]
    pub fn analyzes(&self, idx: ProcessorIdx) -> bool {
        self.graph.intent(idx) == Intent::Analyze
    }

    /// The id, shortened in the middle if it is too long for its box.
    #[must_use]
    pub fn label(&self, idx: ProcessorIdx) -> String {
        node_label(self.graph.id(idx), self.node.width)
    }
}

/// The curved line through these points.
fn curved(line: &[Point], across: bool) -> String {
    curve(line.iter().map(|point| (point.x, point.y)), across)
}

/// A straight line.
fn straight(from: Point, to: Point) -> String {
    let tenths = |number| Decimal::new(number, 1);
    format!("M{} {}L{} {}", tenths(from.x), tenths(from.y), tenths(to.x), tenths(to.y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::testing::{WORKFLOW, picture_across, picture_of};

    fn chart(workflow: &str) -> Chart {
        Chart::new(picture_of(workflow))
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

        let across = Chart::new(picture_across(WORKFLOW, true));
        let walk = |from, direction| across.walk(find(from), direction).map(|to| across.graph.id(to));
        assert_eq!((walk("turn", Direction::Left), walk("mark", Direction::Right)), (Some("mark"), Some("turn")));
        let beside = [walk("count", Direction::Up), walk("count", Direction::Down)];
        assert!(beside.contains(&Some("mark")) && beside.contains(&None));
    }

    #[test]
    fn of_many_processors_those_in_sight_and_those_around_are_elements() {
        let mut workflow = String::from("strategy: level\nprocessors:\n");
        for i in 0..=DENSE {
            workflow += &format!("  - {{ id: p{i}, type: local, processor: token_counter }}\n");
        }
        let chart = chart(&workflow);
        assert!(chart.is_dense());
        let window = Size { width: 600.0, height: 400.0 };
        let far = Viewport::fit(chart.size, window);
        assert!(far.is_far() && !chart.is_legible(far, window));
        let elements = chart.elements(Some(7), far, window);
        assert!(elements.contains(&7) && elements.len() <= 3, "{elements:?}");
        let near = chart.elements(Some(7), Viewport::default(), window);
        assert!(near.len() > 8 && near.len() < 40, "{near:?}");
    }

    #[test]
    fn the_edges_around_a_processor_are_those_of_the_whole_that_touch_it() {
        let chart = chart(WORKFLOW);
        let mark = chart.graph.find("mark").expect("it is there");
        let touching = chart.edges().into_iter().filter(|edge| edge.from == mark || edge.to == mark);
        assert_eq!(chart.edges_around(mark), touching.collect::<Vec<_>>());
    }

    #[test]
    fn a_trail_follows_dependencies_and_jumps_where_there_is_none() {
        let chart = chart(WORKFLOW);
        let [count, mark, turn] = ["count", "mark", "turn"].map(|id| chart.graph.find(id).expect("it is there"));
        let trail = chart.trail(&[count, mark, turn]);
        let (jump, rest) = trail.split_at(trail.rfind('M').expect("it begins somewhere"));
        assert!(jump.contains('L'), "{jump}");
        assert_eq!(rest, &*chart.edges_around(turn)[0].path);
        assert_eq!(chart.trail(&[count]), "");
    }
}
