//! The states in the picture, with the number of processors in each.

use std::fmt::Write;

use dagwood_core::ProcessorState;

use super::{
    Part,
    element::{COLUMN, Mark, Text},
};

/// The height of a row.
const ROW: f32 = 20.0;

/// The states that occur, in as many rows as they need.
pub(super) fn draw(states: &[ProcessorState], width: f32) -> Part {
    let mut legend = Part { width, height: ROW, ..Part::default() };
    let mut left = 0.0;
    for state in ProcessorState::ALL {
        let count = states.iter().filter(|&&other| other == state).count();
        if count == 0 {
            continue;
        }
        let text = format!("{count} {}", state.name());
        let wide = 22.0 + text.len() as f32 * COLUMN;
        if left + wide > width {
            (left, legend.height) = (0.0, legend.height + ROW);
        }
        let top = legend.height - ROW;
        let mark = Mark { state, x: left, y: top + 2.0, scale: 1.0 };
        let text = Text { class: "count", x: left + 22.0, y: top + 14.0, text: &text, room: text.len() };
        // Writing to a string does not fail.
        let _ = writeln!(legend.elements, "<g class=\"{}\">{mark}{text}</g>", state.name());
        left += wide + 14.0;
    }
    legend
}
