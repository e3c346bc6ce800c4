//! A drawing sorted by position, so that the visible part is found quickly; it paints no more than can be
//! distinguished.

use std::collections::BTreeMap;

use dagwood_core::{ProcessorIdx, ProcessorState};

use super::Kin;
use crate::state::{Area, Picture, Point, Size, Viewport};

/// The side of the smallest painted box in pixels. Smaller processors share boxes.
const TILE: f32 = 3.0;
/// The approximate maximum number of painted lines; beyond that, always the same ones are left out.
const LINES: f32 = 4_000.0;

/// The height of the smallest painted box with an icon, in pixels.
const ICON: f32 = 5.0;

/// The states by their priority in a shared box, lowest first.
const BY_WEIGHT: [ProcessorState; 7] = [
    ProcessorState::Waiting,
    ProcessorState::Completed,
    ProcessorState::Skipped,
    ProcessorState::Ready,
    ProcessorState::Executing,
    ProcessorState::Cancelled,
    ProcessorState::Failed,
];

/// The processors and dependencies of a drawing, sorted by position.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    size: Size,
    node: Size,
    /// From top to bottom.
    nodes: Vec<(Point, ProcessorIdx)>,
    pieces: Vec<Piece>,
    /// Pieces of similar height are grouped, from top to bottom: the maximum height of each group, and its end.
    heights: Vec<(f32, usize)>,
}

/// A straight piece of a dependency's line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    ends: [Point; 2],
    /// The dependency and its dependent.
    between: [ProcessorIdx; 2],
    /// A random number by which pieces are left out evenly.
    lot: u32,
}

impl Piece {
    fn top(&self) -> f32 {
        self.ends[0].y.min(self.ends[1].y)
    }

    fn height(&self) -> f32 {
        (self.ends[0].y - self.ends[1].y).abs()
    }
}

/// How processors are shown.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The state of each.
    pub states: &'a [ProcessorState],
    /// The relation of each to the selected one, if there is one.
    pub kin: Option<&'a [Kin]>,
}

impl Sight<'_> {
    fn state(&self, idx: ProcessorIdx) -> ProcessorState {
        self.states.get(idx as usize).copied().unwrap_or_default()
    }

    /// Whether a processor is neither an ancestor nor a descendant of the selected one.
    fn is_apart(&self, idx: ProcessorIdx) -> bool {
        self.kin.is_some_and(|kin| kin.get(idx as usize).copied().unwrap_or_default() == Kin::Apart)
    }
}

/// The lines to paint, in pixels of the window: x, y, x, y of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// Lines that are not on a path through the selected processor.
    pub plain: Vec<f32>,
    /// Lines on such a path.
    pub kin: Vec<f32>,
}

/// The boxes to paint, in pixels of the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Boxes {
    /// For each: x, y, width, height; those not related to the selected processor first, and each group by state, in
    /// the order of [`ProcessorState::ALL`].
    pub corners: Vec<f32>,
    /// The number of boxes in each group.
    pub counts: Vec<u32>,
}

/// Boxes, in the order of [`Boxes::corners`].
type Layers = [Vec<f32>; 2 * BY_WEIGHT.len()];

impl Field {
    /// Sorts a drawing. O(n log n).
    #[must_use]
    pub fn new(picture: &Picture) -> Self {
        let mut nodes: Vec<_> = picture.centres.iter().copied().zip(picture.graph.processors()).collect();
        nodes.sort_by(|(a, _), (b, _)| a.y.total_cmp(&b.y));
        let pieces = picture
            .lines()
            .flat_map(|(from, to, line)| line.windows(2).map(move |pair| ([pair[0], pair[1]], [from, to])));
        let mut classes: BTreeMap<i32, Vec<Piece>> = BTreeMap::new();
        for ((ends, between), i) in pieces.zip(0u32..) {
            // The golden ratio spreads neighbours.
            let piece = Piece { ends, between, lot: i.wrapping_mul(0x9e37_79b9) >> 16 };
            classes.entry(piece.height().max(1.0).log2().ceil() as i32).or_default().push(piece);
        }
        let (mut pieces, mut heights) = (Vec::new(), Vec::new());
        for (class, mut same) in classes {
            same.sort_by(|a, b| a.top().total_cmp(&b.top()));
            pieces.append(&mut same);
            heights.push((2f32.powi(class), pieces.len()));
        }
        let size = Size { width: picture.width, height: picture.height };
        let node = Size { width: picture.node_width, height: picture.node_height };
        Self { size, node, nodes, pieces, heights }
    }

    /// The processors whose boxes overlap an area, from top to bottom.
    pub fn within(&self, area: Area) -> impl Iterator<Item = (Point, ProcessorIdx)> {
        let (across, down) = (self.node.width / 2.0, self.node.height / 2.0);
        let first = self.nodes.partition_point(|(centre, _)| centre.y + down < area.top);
        let end = self.nodes.partition_point(|(centre, _)| centre.y - down <= area.bottom);
        let beside = move |centre: Point| centre.x + across >= area.left && centre.x - across <= area.right;
        self.nodes[first..end.max(first)].iter().copied().filter(move |(centre, _)| beside(*centre))
    }

    /// The processor at a position, or the nearest one within `reach`.
    #[must_use]
    pub fn at(&self, place: Point, reach: f32) -> Option<ProcessorIdx> {
        let away = |centre: Point| {
            let beyond = |way: f32, size: f32| (way.abs() - size / 2.0).max(0.0);
            beyond(centre.x - place.x, self.node.width).hypot(beyond(centre.y - place.y, self.node.height))
        };
        let near = self.within(Area::around(place, reach)).map(|(centre, idx)| (away(centre), idx));
        near.filter(|&(away, _)| away <= reach).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, idx)| idx)
    }

    /// The boxes in `viewport`.
    #[must_use]
    pub fn boxes(&self, viewport: Viewport, window: Size, sight: Sight) -> Boxes {
        let mut layers = Layers::default();
        let (width, height) = (self.node.width * viewport.scale, self.node.height * viewport.scale);
        if height < TILE {
            self.paint_tiles(viewport, window, sight, &mut layers);
        } else {
            for (centre, idx) in self.within(viewport.area(window)) {
                let seen = viewport.seen(centre);
                let (corner, state) = ([seen.x - width / 2.0, seen.y - height / 2.0, width, height], sight.state(idx));
                let boxes = &mut layers[layer(sight.is_apart(idx), state)];
                if height < ICON {
                    boxes.extend(corner);
                } else {
                    paint_around(icon(state), corner, boxes);
                }
            }
        }
        let counts = layers.iter().map(|boxes| (boxes.len() / 4) as u32).collect();
        Boxes { corners: layers.concat(), counts }
    }

    /// Puts a grid over the window; a cell shows the state with the highest priority in it, preferring related
    /// processors. Equal neighbouring cells become one box.
    fn paint_tiles(&self, viewport: Viewport, window: Size, sight: Sight, layers: &mut Layers) {
        let cells = |length: f32| (length.max(0.0) / TILE).ceil() as usize;
        let (columns, rows) = (cells(window.width), cells(window.height));
        let mut weights = BY_WEIGHT.map(|_| 0u8);
        for (weight, state) in (1..).zip(BY_WEIGHT) {
            weights[state as usize] = weight;
        }
        let mut grid = vec![0u8; columns * rows];
        let half = self.node.width * viewport.scale / 2.0;
        for (centre, idx) in self.within(viewport.area(window)) {
            let seen = viewport.seen(centre);
            let row = (seen.y / TILE).max(0.0) as usize;
            let first = ((seen.x - half) / TILE).max(0.0) as usize;
            // Rounded, so that gaps between processors stay visible as long as possible.
            let end = ((seen.x + half) / TILE).round().max(first as f32 + 1.0) as usize;
            if row < rows && first < columns {
                let near = if sight.is_apart(idx) { 0 } else { BY_WEIGHT.len() as u8 };
                let weight = near + weights[sight.state(idx) as usize];
                for cell in &mut grid[row * columns + first..row * columns + end.min(columns)] {
                    *cell = weight.max(*cell);
                }
            }
        }
        for (row, cells) in grid.chunks_exact(columns.max(1)).enumerate() {
            let mut column = 0;
            for run in cells.chunk_by(|a, b| a == b) {
                if let Some(weight) = usize::from(run[0]).checked_sub(1) {
                    let state = BY_WEIGHT[weight % BY_WEIGHT.len()];
                    let corner = [column as f32, row as f32, run.len() as f32, 1.0];
                    layers[layer(weight < BY_WEIGHT.len(), state)].extend(corner.map(|cells| cells * TILE));
                }
                column += run.len();
            }
        }
    }

    /// The lines in `viewport`.
    #[must_use]
    pub fn lines(&self, viewport: Viewport, window: Size, kin: Option<&[Kin]>) -> Lines {
        let kin = |idx: ProcessorIdx| kin.and_then(|kin| kin.get(idx as usize).copied()).unwrap_or_default();
        let area = viewport.area(window);
        let part = |seen: f32, all: f32| (seen / all.max(1.0)).min(1.0);
        let seen = part(area.right - area.left, self.size.width) * part(area.bottom - area.top, self.size.height);
        // A power of two: lines left out here are also left out when zoomed out further.
        let one_of = ((self.pieces.len() as f32 * seen / LINES).max(1.0) as u32).next_power_of_two();
        let mut lines = Lines::default();
        let mut start = 0;
        for &(height, end) in &self.heights {
            let same = &self.pieces[start..end];
            let first = same.partition_point(|piece| piece.top() < area.top - height);
            let last = same.partition_point(|piece| piece.top() <= area.bottom);
            for Piece { ends: [a, b], between: [from, to], .. } in
                same[first..last.max(first)].iter().filter(|piece| piece.lot.is_multiple_of(one_of))
            {
                if a.x.max(b.x) >= area.left && a.x.min(b.x) <= area.right {
                    let (a, b) = (viewport.seen(*a), viewport.seen(*b));
                    let is_kin = Kin::between(kin(*from), kin(*to)) != Kin::Apart;
                    let same = if is_kin { &mut lines.kin } else { &mut lines.plain };
                    same.extend([a.x, a.y, b.x, b.y]);
                }
            }
            start = end;
        }
        lines
    }
}

/// The icon of a state: a bitmap of three rows of five pixels.
fn icon(state: ProcessorState) -> [u8; 3] {
    match state {
        ProcessorState::Waiting => [0b01110, 0b01010, 0b01110],
        ProcessorState::Ready => [0b00100, 0b01110, 0b00100],
        ProcessorState::Executing => [0b11000, 0b11110, 0b11000],
        ProcessorState::Completed => [0b00001, 0b10010, 0b01100],
        ProcessorState::Failed => [0b01010, 0b00100, 0b01010],
        ProcessorState::Skipped => [0b10100, 0b01010, 0b10100],
        ProcessorState::Cancelled => [0b01110, 0b01110, 0b01110],
    }
}

/// Adds a box with an icon cut out of its middle, as boxes with integer edges: fractional edges would show seams.
fn paint_around(icon: [u8; 3], [x, y, width, height]: [f32; 4], boxes: &mut Vec<f32>) {
    let pixel = (height / ICON).floor();
    let (left, top, right, bottom) = (x.round(), y.round(), (x + width).round(), (y + height).round());
    let (across, down) = (5.0 * pixel, 3.0 * pixel);
    if right - left < across {
        return boxes.extend([left, top, right - left, bottom - top]);
    }
    let (first, above) = (f32::midpoint(left, right - across).floor(), f32::midpoint(top, bottom - down).floor());
    let mut add = |x: f32, y: f32, width: f32, height: f32| {
        if width > 0.0 && height > 0.0 {
            boxes.extend([x, y, width, height]);
        }
    };
    add(left, top, right - left, above - top);
    add(left, above + down, right - left, bottom - above - down);
    add(left, above, first - left, down);
    add(first + across, above, right - first - across, down);
    for (row, bits) in (0u8..).zip(icon) {
        for column in (0u8..5).filter(|column| bits & (0b10000 >> column) == 0) {
            add(first + f32::from(column) * pixel, above + f32::from(row) * pixel, pixel, pixel);
        }
    }
}

/// The index of the boxes of a state in [`Layers`].
fn layer(is_apart: bool, state: ProcessorState) -> usize {
    if is_apart { state as usize } else { BY_WEIGHT.len() + state as usize }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{kin, testing::picture_of};

    const WINDOW: Size = Size { width: 900.0, height: 600.0 };
    /// Large enough for everything.
    const LARGE: Size = Size { width: 1e4, height: 1e4 };
    const NEAR: Viewport = Viewport { scale: 0.1, offset: Point { x: 0.0, y: 0.0 } };
    const FAR: Viewport = Viewport { scale: 0.002, offset: Point { x: 0.0, y: 0.0 } };

    /// `rows` levels of `columns` processors, each with two dependencies.
    fn field(rows: usize, columns: usize) -> (Picture, Field) {
        let mut workflow = String::from("strategy: level\nprocessors:\n");
        for i in 0..rows * columns {
            let beside = (i + 1) % columns;
            let above = i.checked_sub(columns).map(|up| format!("[p{up}, p{}]", up - up % columns + beside));
            let above = above.unwrap_or_else(|| "[]".into());
            workflow += &format!("  - {{ id: p{i}, type: local, processor: token_counter, depends_on: {above} }}\n");
        }
        let picture = picture_of(&workflow);
        let field = Field::new(&picture);
        (picture, field)
    }

    #[test]
    fn what_is_in_sight_is_what_reaches_into_the_window() {
        let (picture, field) = field(12, 9);
        let node = Size { width: picture.node_width, height: picture.node_height };
        for viewport in [
            Viewport::default(),
            Viewport { scale: 2.0, offset: Point { x: -800.0, y: -900.0 } },
            Viewport { scale: 0.3, offset: Point { x: 200.0, y: -100.0 } },
        ] {
            let is_seen = |centre: Point| {
                let (seen, scale) = (viewport.seen(centre), viewport.scale);
                let reaches = |at: f32, size: f32, window: f32| {
                    at + size * scale / 2.0 >= 0.0 && at - size * scale / 2.0 <= window
                };
                reaches(seen.x, node.width, WINDOW.width) && reaches(seen.y, node.height, WINDOW.height)
            };
            let expected: Vec<_> =
                picture.graph.processors().filter(|&p| is_seen(picture.centres[p as usize])).collect();
            let mut found: Vec<_> = field.within(viewport.area(WINDOW)).map(|(_, idx)| idx).collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{viewport:?}");
        }
    }

    #[test]
    fn a_place_leads_to_its_processor_or_the_nearest() {
        let (picture, field) = field(3, 4);
        let centre = picture.centres[5];
        let below = Point { x: centre.x, y: centre.y + picture.node_height / 2.0 + 5.0 };
        assert_eq!(field.at(centre, 0.0), Some(5));
        assert_eq!((field.at(below, 4.0), field.at(below, 6.0)), (None, Some(5)));
    }

    #[test]
    fn near_boxes_are_one_for_each_and_far_ones_are_shared() {
        let (picture, field) = field(40, 30);
        let mut states = vec![ProcessorState::Completed; picture.graph.len()];
        states[17] = ProcessorState::Failed;
        let sight = Sight { states: &states, kin: None };
        let near = field.boxes(NEAR, LARGE, sight);
        assert_eq!(near.counts, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1_199, 1, 0, 0]);
        let far = field.boxes(FAR, WINDOW, sight);
        assert_eq!(far.counts[layer(false, ProcessorState::Failed)], 1, "one failure is seen among them all");
        assert!(far.counts.iter().sum::<u32>() < 20, "{:?}", far.counts);
        assert_eq!(far.corners.len(), 4 * far.counts.iter().sum::<u32>() as usize);
    }

    #[test]
    fn boxes_that_are_large_enough_show_the_shapes_of_states() {
        let mut painted = String::new();
        for state in ProcessorState::ALL {
            let mut boxes = Vec::new();
            paint_around(icon(state), [0.4, 0.0, 11.0, 5.0], &mut boxes);
            let mut pixels = [[' '; 11]; 5];
            for corner in boxes.chunks(4) {
                let [x, y, width, height] = [0, 1, 2, 3].map(|i| corner[i] as usize);
                for row in &mut pixels[y..y + height] {
                    for pixel in &mut row[x..x + width] {
                        assert_eq!(*pixel, ' ', "no pixel is painted twice");
                        *pixel = '#';
                    }
                }
            }
            painted += &format!("{}\n", state.name());
            for row in pixels {
                painted += &format!("{}\n", row.iter().collect::<String>().trim_end());
            }
        }
        expect_test::expect![[r#"
            waiting
            ###########
            ####   ####
            #### # ####
            ####   ####
            ###########
            ready
            ###########
            ##### #####
            ####   ####
            ##### #####
            ###########
            executing
            ###########
            ###  ######
            ###    ####
            ###  ######
            ###########
            completed
            ###########
            ####### ###
            ### ## ####
            ####  #####
            ###########
            failed
            ###########
            #### # ####
            ##### #####
            #### # ####
            ###########
            skipped
            ###########
            ### # #####
            #### # ####
            ### # #####
            ###########
            cancelled
            ###########
            ####   ####
            ####   ####
            ####   ####
            ###########
        "#]]
        .assert_eq(&painted);

        let mut narrow = Vec::new();
        paint_around(icon(ProcessorState::Failed), [0.0, 0.0, 4.0, 5.0], &mut narrow);
        assert_eq!(narrow, [0.0, 0.0, 4.0, 5.0], "there is no room");
    }

    #[test]
    fn what_is_before_and_after_the_selected_one_stands_out() {
        let (picture, field) = field(40, 30);
        let states = vec![ProcessorState::Completed; picture.graph.len()];
        let kin = kin(&picture.graph, 15);
        let apart = kin.iter().filter(|&&kin| kin == Kin::Apart).count() as u32;
        let [far_off, near_by] = [true, false].map(|is_apart| layer(is_apart, ProcessorState::Completed));
        let sight = Sight { states: &states, kin: Some(&kin) };
        let near = field.boxes(NEAR, LARGE, sight).counts;
        assert_eq!((near[far_off], near[near_by]), (apart, 1_200 - apart));
        assert!(field.boxes(FAR, WINDOW, sight).counts[near_by] > 0, "boxes that are shared do too");

        let lines = field.lines(NEAR, LARGE, Some(&kin));
        assert!(!lines.kin.is_empty() && !lines.plain.is_empty());
        assert_eq!(field.lines(NEAR, LARGE, None).plain.len(), lines.plain.len() + lines.kin.len());
    }

    #[test]
    fn lines_in_sight_are_painted_and_of_too_many_always_the_same() {
        let (picture, field) = field(6, 5);
        let pieces = |picture: &Picture| picture.lines().map(|(_, _, line)| line.len() - 1).sum::<usize>();
        assert_eq!(field.lines(NEAR, WINDOW, None).plain.len(), 4 * pieces(&picture));
        let elsewhere = Viewport { scale: 1.0, offset: Point { x: 5_000.0, y: 0.0 } };
        assert_eq!(field.lines(elsewhere, WINDOW, None).plain.len(), 0);

        let (picture, field) = self::field(80, 60);
        let pieces = pieces(&picture);
        let count = |scale| field.lines(Viewport { scale, ..Viewport::default() }, WINDOW, None).plain.len() / 4;
        let (far, further) = (count(0.02), count(0.01));
        assert_eq!(far, further, "both show all of it");
        assert!(far < pieces / 2 && far > LINES as usize / 4, "{far} of {pieces}");
    }
}
