//! Every shortcut of the page. Keys are bound, and shown to people, from this one table.

use super::{Jump, Step};

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Runs the workflow.
    Run,
    /// Makes a link to this moment.
    Share,
    /// Shows this table.
    Help,
    /// Takes a step of the transport.
    Step(Step),
    /// Plays, or stops playing.
    Play,
    /// Goes further than to the next event.
    Jump(Jump),
    /// Sets the breakpoint of the selected processor, or takes it away.
    Breakpoint,
    /// To a dependency of the selected processor.
    Up,
    /// To a dependent of it.
    Down,
    /// To the left in its level.
    Left,
    /// To the right in its level.
    Right,
    /// Moves the drawing down, to see what is above.
    PanUp,
    /// Moves it up.
    PanDown,
    /// Moves it to the right.
    PanLeft,
    /// Moves it to the left.
    PanRight,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// All of the drawing.
    Fit,
    /// The selected processor in the middle, large; again: all of the drawing.
    FitSelected,
    /// Selects nothing.
    Deselect,
}

/// Where a shortcut holds. What a text field, the editor or a list takes for itself is never taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Everywhere, in texts as well: keys that no text has a use for.
    Anywhere,
    /// Everywhere but in texts. A single character can be switched off.
    Page,
    /// In all that shows a run: the graph, the controls of its steps, the timeline.
    Run,
    /// In the list of events, beside those of [`Place::Run`].
    Events,
    /// In the timeline, before those of [`Place::Run`].
    Timeline,
    /// In the graph, before those of [`Place::Run`].
    Graph,
    /// In the table of the processors, before those of [`Place::Run`].
    Table,
    /// Everywhere but in texts, while presenting: what the remote controls of presenters send.
    Presenter,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// Where it holds.
    pub place: Place,
    /// The keys, any of them, as `KeyboardEvent.key` has them, with `Control+` and `Shift+` before; `Control` is Command too.
    pub keys: &'static [&'static str],
    /// What it does.
    pub command: Command,
    /// The same in words.
    pub what: &'static str,
}

const fn line(place: Place, keys: &'static [&'static str], command: Command, what: &'static str) -> Shortcut {
    Shortcut { place, keys, command, what }
}

/// The table.
pub const SHORTCUTS: &[Shortcut] = &[
    line(Place::Anywhere, &["Control+Enter"], Command::Run, "Run the workflow"),
    line(Place::Anywhere, &["Control+s"], Command::Share, "Copy a link to this moment"),
    line(Place::Page, &["?"], Command::Help, "Show the shortcuts"),
    line(Place::Run, &["ArrowLeft", "j"], Command::Step(Step::Previous), "One step back"),
    line(Place::Run, &["ArrowRight", "l"], Command::Step(Step::Next), "One step on"),
    line(Place::Run, &["Shift+ArrowLeft"], Command::Step(Step::LeapBack), "Ten steps back"),
    line(Place::Run, &["Shift+ArrowRight"], Command::Step(Step::LeapOn), "Ten steps on"),
    line(Place::Run, &["Home"], Command::Step(Step::First), "To the beginning of the run"),
    line(Place::Run, &["End"], Command::Step(Step::Last), "To its end"),
    line(Place::Run, &["Space", "k"], Command::Play, "Play, or pause"),
    line(
        Place::Run,
        &[","],
        Command::Jump(Jump::PreviousOfSelected),
        "To the previous event of the selected processor",
    ),
    line(Place::Run, &["."], Command::Jump(Jump::NextOfSelected), "To its next event"),
    line(Place::Run, &["<"], Command::Jump(Jump::PreviousStage), "To the previous level or instant"),
    line(Place::Run, &[">"], Command::Jump(Jump::NextStage), "To the next level or instant"),
    line(Place::Run, &["e"], Command::Jump(Jump::NextFailure), "To the next failure"),
    line(Place::Run, &["b"], Command::Breakpoint, "Set a breakpoint on the selected processor, or take it away"),
    line(Place::Run, &["["], Command::Jump(Jump::PreviousBreakpoint), "To the previous breakpoint"),
    line(Place::Run, &["]"], Command::Jump(Jump::NextBreakpoint), "To the next breakpoint"),
    line(Place::Events, &["ArrowUp"], Command::Step(Step::Previous), "One step back"),
    line(Place::Events, &["ArrowDown"], Command::Step(Step::Next), "One step on"),
    line(Place::Timeline, &["+", "="], Command::ZoomIn, "Zoom in"),
    line(Place::Timeline, &["-"], Command::ZoomOut, "Zoom out"),
    line(Place::Timeline, &["0"], Command::Fit, "See all of the run"),
    line(Place::Timeline, &["Shift+ArrowLeft"], Command::PanLeft, "Look at earlier times"),
    line(Place::Timeline, &["Shift+ArrowRight"], Command::PanRight, "Look at later times"),
    line(Place::Graph, &["ArrowUp"], Command::Up, "To a dependency (Left, where levels go from left to right)"),
    line(Place::Graph, &["ArrowDown"], Command::Down, "To a dependent (Right, where levels go from left to right)"),
    line(Place::Graph, &["ArrowLeft"], Command::Left, "To the processor before it in its level (or Up)"),
    line(Place::Graph, &["ArrowRight"], Command::Right, "To the next processor in its level (or Down)"),
    line(Place::Graph, &["Shift+ArrowUp"], Command::PanUp, "Look further up"),
    line(Place::Graph, &["Shift+ArrowDown"], Command::PanDown, "Look further down"),
    line(Place::Graph, &["Shift+ArrowLeft"], Command::PanLeft, "Look further left"),
    line(Place::Graph, &["Shift+ArrowRight"], Command::PanRight, "Look further right"),
    line(Place::Graph, &["+", "="], Command::ZoomIn, "Zoom in"),
    line(Place::Graph, &["-"], Command::ZoomOut, "Zoom out"),
    line(Place::Graph, &["0"], Command::Fit, "See all of the graph"),
    line(Place::Graph, &["f"], Command::FitSelected, "See the selected processor, or all again"),
    line(Place::Graph, &["Escape"], Command::Deselect, "Select nothing"),
    line(Place::Table, &["ArrowUp"], Command::Up, "To the row above"),
    line(Place::Table, &["ArrowDown"], Command::Down, "To the row below"),
    line(Place::Table, &["Escape"], Command::Deselect, "Select nothing"),
    line(Place::Presenter, &["PageDown", ".", "ArrowRight"], Command::Step(Step::Next), "One step on"),
    line(Place::Presenter, &["PageUp", "ArrowLeft"], Command::Step(Step::Previous), "One step back"),
];

/// The keys that the editor binds by itself, and what they do: frontend/editor/README.md has all of them.
pub const EDITOR_KEYS: &[(&[&str], &str)] = &[
    (&["Control+Space"], "What can stand here"),
    (&["F2"], "What stands here, explained"),
    (&["F8", "Shift+F8"], "To the next problem, or the previous"),
    (&["Control+.", "Alt+Enter"], "Fix the problem"),
    (&["Shift+F2"], "Select the processor in the graph"),
    (&["Control+Shift+[", "Control+Shift+]"], "Fold the processor, or unfold it"),
    (&["Control+Alt+[", "Control+Alt+]"], "Fold all of them, or unfold"),
    (&["Control+f"], "Search and replace"),
    (&["Escape+Tab"], "Leave the editor"),
];

/// What these keys do in the first of these places in which they do something.
#[must_use]
pub fn command(places: &[Place], keys: &str) -> Option<Command> {
    let in_place = |&place: &Place| {
        SHORTCUTS.iter().find(|s| s.place == place && s.keys.contains(&keys)).map(|shortcut| shortcut.command)
    };
    places.iter().find_map(in_place)
}

/// The keys of a command, as `aria-keyshortcuts` has them.
#[must_use]
pub fn aria(command: Command) -> String {
    let of_command = SHORTCUTS.iter().filter(|s| s.command == command && s.place != Place::Presenter);
    let mut all: Vec<String> = Vec::new();
    for keys in of_command.flat_map(|shortcut| shortcut.keys) {
        let spelled = if *keys == "+" { "Plus".into() } else { (*keys).to_owned() };
        let meta = keys.strip_prefix("Control+").map(|key| format!("Meta+{key}"));
        all.extend([spelled].into_iter().chain(meta).filter(|keys| !all.contains(keys)).collect::<Vec<_>>());
    }
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_one_thing_in_a_place() {
        for (i, a) in SHORTCUTS.iter().enumerate() {
            for b in &SHORTCUTS[i + 1..] {
                let shared = a.keys.iter().find(|key| b.keys.contains(key));
                assert!(a.place != b.place || shared.is_none(), "{shared:?} in {:?}", a.place);
            }
        }
    }

    #[test]
    fn keys_of_browsers_and_texts_are_left_to_them() {
        const TAKEN: [&str; 14] = [
            "Control+r",
            "Control+w",
            "Control+t",
            "Control+n",
            "Control+l",
            "Control+j",
            "Control+f",
            "Control+p",
            "F5",
            "F11",
            "Tab",
            "Control+c",
            "Control+v",
            "Control+z",
        ];
        for Shortcut { keys, place, .. } in SHORTCUTS {
            for key in *keys {
                assert!(!TAKEN.contains(key), "{key} belongs to the browser");
                let is_text = key.chars().count() == 1 || key.starts_with("Arrow") || key.starts_with("Shift+");
                assert!(*place != Place::Anywhere || !is_text, "{key} is for texts");
            }
        }
    }

    #[test]
    fn the_nearer_place_goes_first() {
        for (places, keys, expected) in [
            (&[Place::Graph, Place::Run][..], "ArrowLeft", Some(Command::Left)),
            (&[Place::Run][..], "ArrowLeft", Some(Command::Step(Step::Previous))),
            (&[Place::Graph, Place::Run][..], "Space", Some(Command::Play)),
            (&[Place::Page][..], "ArrowLeft", None),
        ] {
            assert_eq!(command(places, keys), expected, "{keys} in {places:?}");
        }
        assert_eq!(aria(Command::Run), "Control+Enter Meta+Enter");
        assert_eq!(aria(Command::ZoomIn), "Plus =");
    }
}
