//! Packing: components stand next to each other on shelves, in file order, their levels at one height.

use super::cells::Cells;
use super::component::Component;
use super::layered::Layered;
use super::{Band, Request};

/// Components fill at least as wide a shelf as this many nodes need.
const COLUMNS_AT_LEAST: f32 = 24.0;
/// How much of the sideways way of the flattest edge a gap between levels grows by.
const SLOPE: f32 = 0.06;
/// A gap grows to no more than this many times the least one.
const GAP_GROWTH: f32 = 3.0;

/// A component with horizontal positions.
pub(super) struct Drawing {
    pub(super) component: Component,
    pub(super) layered: Layered,
    pub(super) cells: Cells,
    /// The centre of each cell, from the left end of the drawing.
    pub(super) x: Vec<f32>,
    pub(super) width: f32,
}

/// Components side by side.
pub(super) struct Shelf {
    /// Which drawings stand on it.
    pub(super) drawings: std::ops::Range<usize>,
    /// The left end of each of them.
    pub(super) left: Vec<f32>,
    /// The levels, from top to bottom.
    pub(super) bands: Vec<Band>,
}

/// Puts the drawings on shelves, and the shelves one below the other.
pub(super) fn pack(request: &Request, drawings: &[Drawing]) -> Vec<Shelf> {
    let limit = shelf_width(request, drawings);
    let mut shelves = Vec::new();
    let mut first = 0;
    let mut top = 0.0;
    while first < drawings.len() {
        let mut left = Vec::new();
        let mut right = 0.0;
        for drawing in &drawings[first..] {
            if !left.is_empty() && right + drawing.width > limit {
                break;
            }
            left.push(right);
            right += drawing.width + component_gap(request);
        }
        let end = first + left.len();
        let bands = bands(request, &drawings[first..end], top);
        top = bands.last().map_or(top, |band| band.bottom) + 2.0 * request.level_gap;
        shelves.push(Shelf { drawings: first..end, left, bands });
        first = end;
    }
    shelves
}

fn component_gap(request: &Request) -> f32 {
    3.0 * request.node_gap
}

fn shelf_width(request: &Request, drawings: &[Drawing]) -> f32 {
    let columns = COLUMNS_AT_LEAST * (request.node_width + request.node_gap);
    let (mut widest, mut tallest, mut area) = (columns, 0f32, 0f32);
    for drawing in drawings {
        let height: f32 = (0..drawing.cells.levels())
            .map(|level| level_height(request, rows(drawing, level)) + request.level_gap)
            .sum();
        widest = widest.max(drawing.width);
        tallest = tallest.max(height);
        area += (drawing.width + component_gap(request)) * height;
    }
    widest.max(request.aspect * tallest).max((request.aspect * area).sqrt())
}

/// The rows of the highest column of a level.
fn rows(drawing: &Drawing, level: usize) -> u32 {
    let range = drawing.cells.level(level);
    let rows = &drawing.cells.rows[range.start as usize..range.end as usize];
    rows.iter().copied().max().unwrap_or(1)
}

fn level_height(request: &Request, rows: u32) -> f32 {
    request.node_height + rows.saturating_sub(1) as f32 * request.row_pitch()
}

/// The levels of the shelf whose top is `top`.
fn bands(request: &Request, drawings: &[Drawing], top: f32) -> Vec<Band> {
    let levels = drawings.iter().map(|d| d.cells.levels()).max().unwrap_or(0);
    let mut height = vec![request.node_height; levels];
    let mut gap = vec![request.level_gap; levels];
    for drawing in drawings {
        for (level, height) in height.iter_mut().enumerate().take(drawing.cells.levels()) {
            *height = height.max(level_height(request, rows(drawing, level)));
        }
        for &(upper, lower) in &drawing.cells.segments {
            let way = (drawing.x[upper as usize] - drawing.x[lower as usize]).abs();
            let gap = &mut gap[drawing.cells.level_of[upper as usize] as usize];
            *gap = gap.max((way * SLOPE).min(GAP_GROWTH * request.level_gap));
        }
    }
    let mut top = top;
    let mut bands = Vec::with_capacity(levels);
    for level in 0..levels {
        let bottom = top + height[level];
        bands.push(Band { level: level as u32, top, bottom });
        top = bottom + gap[level];
    }
    bands
}
