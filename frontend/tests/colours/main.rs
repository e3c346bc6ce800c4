//! The colours of the page: whether they can be read, seen and told apart, in light and in dark.
//!
//! A new colour needs a row in one of the tables below; on a new background, that row needs the background's name.

mod colour;
mod difference;
mod sheet;
mod vision;

use colour::Colour;
use sheet::Scheme;
use vision::Vision;

/// The states of a processor, whose colours end in these words.
const STATES: [&str; 7] = ["waiting", "ready", "executing", "completed", "failed", "skipped", "cancelled"];

/// The backgrounds inside the panes.
const PANES: [&str; 3] = ["surface", "raised", "notice"];
/// All backgrounds except those of states and of the editor's lines.
const GROUNDS: [&str; 5] = ["page", "surface", "raised", "notice", "alert"];
/// The backgrounds in the editor.
const LINES: [&str; 5] = ["surface", "ed-active-line", "ed-marked", "ed-selection", "ed-match"];
/// The backgrounds of processors and of their bars.
const FILLS: [&str; 7] =
    ["waiting-fill", "ready-fill", "executing-fill", "completed-fill", "failed-fill", "skipped-fill", "cancelled-fill"];

/// Text colours and their backgrounds: 4.5:1 (WCAG 2.2, 1.4.3).
const TEXTS: [(&str, &[&[&str]]); 23] = [
    ("text", &[&GROUNDS, &LINES, &FILLS]),
    ("quiet", &[&GROUNDS, &["waiting-fill"]]),
    ("error", &[&GROUNDS, &LINES]),
    ("warning", &[&GROUNDS]),
    ("accent", &[&PANES]),
    ("on-accent", &[&["accent"]]),
    ("waiting", &[&["waiting-fill"]]),
    ("ready", &[&["surface", "ready-fill"]]),
    ("executing", &[&["executing-fill"]]),
    ("completed", &[&PANES, &["completed-fill"]]),
    ("failed", &[&PANES, &["failed-fill"]]),
    ("skipped", &[&["skipped-fill"]]),
    ("cancelled", &[&PANES, &["cancelled-fill"]]),
    ("ed-key", &[&LINES]),
    ("ed-string", &[&LINES]),
    ("ed-number", &[&LINES]),
    ("ed-keyword", &[&LINES]),
    ("ed-label", &[&LINES]),
    ("ed-comment", &[&LINES]),
    ("ed-punctuation", &[&LINES]),
    ("ed-gutter", &[&LINES]),
    ("ed-info", &[&PANES]),
    ("focus", &[&["surface"]]),
];

/// Colours of borders of controls, focus rings, lines, icons and bars, and their backgrounds: 3:1 (WCAG 2.2, 1.4.11).
const MARKS: [(&str, &[&[&str]]); 14] = [
    ("control", &[&GROUNDS]),
    ("focus", &[&GROUNDS, &LINES, &FILLS]),
    ("accent", &[&GROUNDS, &FILLS]),
    ("edge", &[&["surface"]]),
    ("edge-strong", &[&["surface"]]),
    ("critical", &[&["surface"]]),
    ("ed-info", &[&LINES]),
    ("warning", &[&LINES]),
    ("waiting", &[&PANES]),
    ("ready", &[&PANES]),
    ("executing", &[&PANES]),
    ("completed", &[&PANES]),
    ("failed", &[&PANES]),
    ("skipped", &[&PANES]),
];

/// Decoration: lines between parts that are separate without them, and the paper of the graph.
const DECORATIONS: [&str; 2] = ["border", "dots"];

/// The minimum CIEDE2000 difference between the colours of two states. They differ in shape as well, so this is for
/// recognising them at a glance; 10 is far beyond the 2 or 3 that are visible side by side.
const APART: f64 = 10.0;

/// All entries of a table below a ratio, one per line.
fn below(scheme: &Scheme, table: &[(&str, &[&[&str]])], least: f64) -> Vec<String> {
    let mut found = Vec::new();
    for (name, grounds) in table {
        for ground in grounds.iter().copied().flatten() {
            let ratio = scheme.get(name).contrast(scheme.get(ground));
            if ratio < least {
                found.push(format!("{}: {name} on {ground} is {ratio:.2}:1, not {least}:1", scheme.name));
            }
        }
    }
    found
}

#[test]
fn what_is_read_can_be_read() {
    let found: Vec<_> = sheet::schemes().iter().flat_map(|scheme| below(scheme, &TEXTS, 4.5)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_is_seen_can_be_seen() {
    let found: Vec<_> = sheet::schemes().iter().flat_map(|scheme| below(scheme, &MARKS, 3.0)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_states_are_apart_for_everybody() {
    let mut found = Vec::new();
    for scheme in sheet::schemes() {
        for vision in Vision::ALL {
            let seen = |state: &str| vision.sees(scheme.get(state)).lab();
            for (i, a) in STATES.iter().enumerate() {
                for b in &STATES[i + 1..] {
                    let apart = difference::ciede2000(seen(a), seen(b));
                    if apart < APART {
                        found.push(format!("{}, {vision:?}: {a} and {b} are {apart:.1} apart", scheme.name));
                    }
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_colour_is_in_a_table() {
    let rows = || TEXTS.iter().chain(&MARKS);
    let is_known = |name: &str| {
        DECORATIONS.contains(&name)
            || rows()
                .any(|(own, grounds)| *own == name || grounds.iter().copied().flatten().any(|ground| *ground == name))
    };
    for scheme in sheet::schemes() {
        let unknown: Vec<_> = scheme.names().filter(|name| !is_known(name)).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?} are in no table of this test", scheme.name);
    }
}

#[test]
fn colours_are_named_before_they_are_used() {
    let written = sheet::colours_outside_tokens();
    assert!(written.is_empty(), "these rules have colours of their own instead of tokens: {written:#?}");
}

#[test]
fn contrast_is_that_of_wcag() {
    // Well-known greys around the thresholds, on white.
    for (grey, ratio) in [("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48), ("#949494", 3.03), ("#ffffff", 1.0)]
    {
        let seen = Colour::parse(grey).contrast(Colour::parse("#ffffff"));
        assert!((seen - ratio).abs() < 0.005, "{grey}: {seen}");
    }
}
