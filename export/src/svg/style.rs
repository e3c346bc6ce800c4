//! The style sheet: the look of the page's graph and timeline, with its colours for light and dark.

use std::fmt::Write;

use dagwood_core::ProcessorState;

/// A colour of the page, in light and in dark.
#[derive(Clone, Copy)]
pub(super) struct Colour {
    light: &'static str,
    dark: &'static str,
}

const fn colour(light: &'static str, dark: &'static str) -> Colour {
    Colour { light, dark }
}

const TEXT: Colour = colour("#1c2430", "#e3e8ef");
const QUIET: Colour = colour("#535e6d", "#a5b0be");
const SURFACE: Colour = colour("#ffffff", "#14181f");
const BORDER: Colour = colour("#d5dae1", "#36404d");
const CONTROL: Colour = colour("#7d8896", "#76828f");
const ACCENT: Colour = colour("#1f5fbf", "#7fb0ff");
const EDGE: Colour = colour("#848f9d", "#66717f");
const EDGE_STRONG: Colour = colour("#4d596a", "#b4bfcc");

/// The colour of a state, and the colour of its boxes.
const fn of_state(state: ProcessorState) -> (Colour, Colour) {
    match state {
        ProcessorState::Waiting => (colour("#727372", "#8e99a8"), colour("#ffffff", "#14181f")),
        ProcessorState::Ready => (colour("#9c5f06", "#f2b55c"), colour("#fff4dc", "#33270f")),
        ProcessorState::Executing => (colour("#1860cb", "#749fce"), colour("#dfeafc", "#1a2c4d")),
        ProcessorState::Completed => (colour("#1d6134", "#98dcab"), colour("#e4f4e8", "#14301c")),
        ProcessorState::Failed => (colour("#9f0111", "#f6847a"), colour("#fde7e4", "#421c19")),
        ProcessorState::Skipped => (colour("#586373", "#b2b2b2"), colour("#eceff3", "#20262f")),
        ProcessorState::Cancelled => (colour("#56328c", "#d8b9ff"), colour("#f1e9fa", "#2b2040")),
    }
}

/// Everything but the colours: selectors and declarations.
const SHAPES: [(&str, &str); 19] = [
    (
        "text",
        "font: 12px ui-monospace, \"SF Mono\", \"Cascadia Mono\", Menlo, Consolas, \"DejaVu Sans Mono\", monospace;",
    ),
    (".name, .moment", "font-weight: 700;"),
    (".id", "font-weight: 600;"),
    (".note", "font-style: italic;"),
    (".caption, .label, .time", "font-size: 11px;"),
    (".time", "text-anchor: middle;"),
    (".edge, .tick, .now, .mark, .open, .weave", "fill: none;"),
    (".edge, .box", "stroke-width: 1.5;"),
    (".mark", "stroke-width: 2; stroke-linecap: round; stroke-linejoin: round;"),
    (".halo .mark", "stroke-width: 7;"),
    (".waiting .mark", "stroke-dasharray: 0.1 3.35;"),
    (".waiting .box", "stroke-dasharray: 4 3;"),
    (".skipped .box", "stroke-dasharray: 8 3 2 3;"),
    (".executing .box", "stroke-width: 3;"),
    (".rim, .now", "stroke-width: 2;"),
    (".future .rim", "stroke-dasharray: 3 3;"),
    (".boxes", "stroke-width: 0.5;"),
    (".boxes.ready, .boxes.executing", "stroke-width: 1;"),
    (".boxes.waiting, .boxes.planned", "fill: none;"),
];

/// States whose boxes have a pattern where they are too small for a mark, and its path in a box of 4 by 4.
const PATTERNS: [(ProcessorState, &str); 3] = [
    (ProcessorState::Failed, "M0 0L4 4M4 0L0 4"),
    (ProcessorState::Skipped, "M0 2H4"),
    (ProcessorState::Cancelled, "M-1 1L1 -1M0 4L4 0M3 5L5 3"),
];

/// The rules of a picture with this id.
pub(super) fn sheet(id: &str) -> String {
    let mut sheet = format!("#{id} {{ max-width: 100%; height: auto; }}\n");
    for (selectors, declarations) in SHAPES {
        rule(&mut sheet, id, selectors, declarations);
    }
    rule(&mut sheet, id, ".edge", &format!("marker-end: url(#{id}-arrow);"));
    for name in PATTERNS.map(|(state, _)| state.name()) {
        rule(&mut sheet, id, &format!(".boxes.{name}"), &format!("fill: url(#{id}-{name});"));
    }
    colours(&mut sheet, id, |colour| colour.light);
    sheet.push_str("@media (prefers-color-scheme: dark) {\n");
    colours(&mut sheet, id, |colour| colour.dark);
    sheet.push_str("}\n");
    sheet
}

/// The arrowhead and the patterns of a picture with this id.
pub(super) fn definitions(id: &str) -> String {
    let mut defs = format!(
        "<defs>\n<marker id=\"{id}-arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"9\" markerHeight=\"9\" \
         markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"arrow\" d=\"M0.5 1L7 4L0.5 7z\"/></marker>\n"
    );
    for (state, d) in PATTERNS {
        let name = state.name();
        let _ = writeln!(
            defs,
            "<pattern id=\"{id}-{name}\" class=\"{name}\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">\
             <rect class=\"ground\" width=\"4\" height=\"4\"/><path class=\"weave\" d=\"{d}\"/></pattern>"
        );
    }
    defs + "</defs>\n"
}

fn colours(sheet: &mut String, id: &str, pick: impl Fn(Colour) -> &'static str) {
    let mut set = |selectors: &str, property: &str, colour: Colour| {
        rule(sheet, id, selectors, &format!("{property}: {};", pick(colour)));
    };
    set(".paper, .whole", "fill", SURFACE);
    set(".name, .id, .label, .count", "fill", TEXT);
    set(".line, .note, .worker, .time, .planned .caption, .future .label", "fill", QUIET);
    set(".edge", "stroke", EDGE);
    set(".edge.flowed", "stroke", EDGE_STRONG);
    set(".arrow", "fill", EDGE_STRONG);
    set(".tick", "stroke", BORDER);
    set(".now", "stroke", ACCENT);
    set(".time.moment", "fill", ACCENT);
    set(".planned .box", "fill", SURFACE);
    set(".planned .box, .boxes.planned", "stroke", CONTROL);
    for state in ProcessorState::ALL {
        let (name, (line, fill)) = (state.name(), of_state(state));
        set(&format!(".{name} .box, .{name} .done, .{name} .ground"), "fill", fill);
        let lines = format!(".{name} .box, .{name} .mark, .{name} .rim, .{name} .weave, .boxes.{name}");
        set(&lines, "stroke", line);
        set(&format!(".{name} .caption"), "fill", line);
        if matches!(state, ProcessorState::Executing | ProcessorState::Cancelled) {
            set(&format!(".{name} .mark"), "fill", line);
        }
        if matches!(state, ProcessorState::Ready) {
            set(&format!(".boxes.{name}"), "fill", fill);
        }
        if matches!(state, ProcessorState::Executing | ProcessorState::Completed) {
            set(&format!(".boxes.{name}"), "fill", line);
        }
    }
    set(".halo .mark", "stroke", SURFACE);
    set(".future .rim", "stroke", of_state(ProcessorState::Waiting).0);
}

/// A rule for these selectors inside of the picture.
fn rule(sheet: &mut String, id: &str, selectors: &str, declarations: &str) {
    let scoped: Vec<_> = selectors.split(", ").map(|selector| format!("#{id} {selector}")).collect();
    // Writing to a string does not fail.
    let _ = writeln!(sheet, "{} {{ {declarations} }}", scoped.join(", "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_page() {
        let tokens = include_str!("../../../frontend/style/tokens.css");
        let others = [
            ("text", TEXT),
            ("quiet", QUIET),
            ("surface", SURFACE),
            ("border", BORDER),
            ("control", CONTROL),
            ("accent", ACCENT),
            ("edge", EDGE),
            ("edge-strong", EDGE_STRONG),
        ];
        let others = others.map(|(name, colour)| (String::from(name), colour));
        let of_states = ProcessorState::ALL.into_iter().flat_map(|state| {
            let (line, fill) = of_state(state);
            [(state.name().into(), line), (format!("{}-fill", state.name()), fill)]
        });
        for (name, Colour { light, dark }) in others.into_iter().chain(of_states) {
            let token = format!("--{name}: light-dark({light}, {dark});");
            assert!(tokens.contains(&token), "tokens.css has no `{token}`");
        }
    }
}
