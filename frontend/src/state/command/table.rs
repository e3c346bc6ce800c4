//! The table of commands without parameters from the user: name, help text and keys of each. Key bindings, labels of buttons
//! and the list of shortcuts all come from it.

use super::{Command, Motion, View};
use crate::{
    features::settings::ViewOption,
    state::{Dialog, Jump, Step},
};

/// The places in which keys are bound. Keys that a text field, the editor or a list uses are never taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Everywhere, including text fields: keys that have no use in texts.
    Anywhere,
    /// Everywhere except in text fields. Single characters can be switched off.
    Page,
    /// In all views of a run: the graph, the step controls, the timeline.
    Run,
    /// In the list of events, in addition to those of [`Place::Run`].
    Events,
    /// In the timeline, before those of [`Place::Run`].
    Timeline,
    /// In the graph, before those of [`Place::Run`].
    Graph,
    /// In the table of the processors, before those of [`Place::Run`].
    Table,
    /// Everywhere except in text fields, while a section is maximised: before the keys of the section.
    Maximised,
    /// Everywhere except in text fields, in presentation mode: the keys that presenters' remote controls send.
    Presenter,
}

/// Keys by place: any of these, named as in `KeyboardEvent.key`, with `Control+` and `Shift+` in front; `Control` also
/// means Command.
type Keys = &'static [(Place, &'static [&'static str])];

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name, as on its button.
    pub name: &'static str,
    /// Its effect, in a sentence.
    pub help: &'static str,
    keys: Keys,
}

impl Entry {
    /// Its keys in a place.
    #[must_use]
    pub fn keys(&self, place: Place) -> &'static [&'static str] {
        self.keys.iter().find(|(of, _)| *of == place).map_or(&[], |(_, keys)| keys)
    }
}

const fn entry(command: Command, name: &'static str, help: &'static str, keys: Keys) -> Entry {
    Entry { command, name, help, keys }
}

/// The table.
pub static COMMANDS: &[Entry] = &[
    entry(Command::Run, "Run", "Run the workflow", &[(Place::Anywhere, &["Control+Enter"])]),
    entry(Command::Stop, "Stop", "Stop the run", &[]),
    entry(Command::Share, "Share", "Share this step, as a link or as Markdown", &[(Place::Anywhere, &["Control+s"])]),
    entry(
        Command::ShowDialog(Dialog::Documents),
        "All documents",
        "Show your documents",
        &[(Place::Anywhere, &["Control+o"])],
    ),
    entry(Command::ShowDialog(Dialog::History), "History", "Show earlier versions of the document", &[]),
    entry(Command::ShowDialog(Dialog::Examples), "Examples", "Show the examples", &[]),
    entry(Command::NewDocument, "New", "Open a new document", &[]),
    entry(Command::ReturnToPrevious, "Back to the previous document", "Open the document that was open before", &[]),
    entry(Command::RestoreDocument, "Undo", "Restore the document that was deleted last", &[]),
    entry(Command::SaveDocument, "Save", "Download the workflow as a file", &[]),
    entry(
        Command::SaveTest,
        "Save as a test",
        "Download the run as a test, which says later whether the run is still the same",
        &[],
    ),
    entry(Command::ExportDocuments, "Save all", "Download all documents and their versions as one file", &[]),
    entry(Command::ShowDialog(Dialog::Settings), "Settings", "Change the appearance of the page", &[]),
    entry(Command::ShowWelcome, "What a strategy changes", "Show what a first visit shows", &[]),
    entry(Command::ShowDialog(Dialog::Shortcuts), "Shortcuts", "Show the shortcuts", &[(Place::Page, &["?"])]),
    entry(Command::ShowDialog(Dialog::Glossary), "Glossary", "Show the words of the page and what they mean", &[]),
    entry(
        Command::Maximise(None),
        "Maximise",
        "Give all the room of the page to the section with the focus, or show all sections again",
        &[(Place::Page, &["m"])],
    ),
    entry(Command::RestoreSections, "Restore", "Show all sections again", &[(Place::Maximised, &["Escape"])]),
    entry(Command::ResetSizes, "Reset sizes", "Restore the default size of every pane", &[]),
    entry(
        Command::Step(Step::Previous),
        "Previous step",
        "One step back",
        &[
            (Place::Run, &["ArrowLeft", "j"]),
            (Place::Events, &["ArrowUp"]),
            (Place::Presenter, &["PageUp", "ArrowLeft"]),
        ],
    ),
    entry(
        Command::Step(Step::Next),
        "Next step",
        "One step forward",
        &[
            (Place::Run, &["ArrowRight", "l"]),
            (Place::Events, &["ArrowDown"]),
            (Place::Presenter, &["PageDown", ".", "ArrowRight"]),
        ],
    ),
    entry(Command::Step(Step::LeapBack), "Ten steps back", "Ten steps back", &[(Place::Run, &["Shift+ArrowLeft"])]),
    entry(
        Command::Step(Step::LeapOn),
        "Ten steps forward",
        "Ten steps forward",
        &[(Place::Run, &["Shift+ArrowRight"])],
    ),
    entry(Command::Step(Step::First), "First step", "To the beginning of the run", &[(Place::Run, &["Home"])]),
    entry(Command::Step(Step::Last), "Last step", "To the end of the run", &[(Place::Run, &["End"])]),
    entry(Command::Play, "Play", "Play or pause", &[(Place::Run, &["Space", "k"])]),
    jump(Jump::PreviousOfSelected, "To the previous event of the selected processor", &[(Place::Run, &[","])]),
    jump(Jump::NextOfSelected, "To the next event of the selected processor", &[(Place::Run, &["."])]),
    jump(Jump::PreviousStage, "To the previous level or instant", &[(Place::Run, &["<"])]),
    jump(Jump::NextStage, "To the next level or instant", &[(Place::Run, &[">"])]),
    jump(Jump::NextFailure, "To the next failure", &[(Place::Run, &["e"])]),
    entry(
        Command::Breakpoint,
        "Breakpoint",
        "Set or remove a breakpoint on the selected processor",
        &[(Place::Run, &["b"])],
    ),
    jump(Jump::PreviousBreakpoint, "To the previous breakpoint", &[(Place::Run, &["["])]),
    jump(Jump::NextBreakpoint, "To the next breakpoint", &[(Place::Run, &["]"])]),
    entry(Command::Compare, "Compare", "Run all rows, and show them side by side", &[]),
    entry(Command::AddVariant, "Add a run", "Add a run to the comparison", &[]),
    entry(Command::Explore, "Explore", "Try the orders in which processors can complete", &[]),
    entry(Command::StopExploring, "Stop exploring", "Stop the exploration", &[]),
    entry(Command::LeaveOrder, "Back to the run", "End the replay, and show the run", &[]),
    motion(View::Timeline, Motion::ZoomIn, "Zoom the timeline in", "Zoom in", &[(Place::Timeline, &["+", "="])]),
    motion(View::Timeline, Motion::ZoomOut, "Zoom the timeline out", "Zoom out", &[(Place::Timeline, &["-"])]),
    motion(View::Timeline, Motion::Fit, "Fit the timeline", "Show the whole run", &[(Place::Timeline, &["0"])]),
    motion(View::Timeline, Motion::PanLeft, "Earlier times", "Scroll to earlier times", &[(Place::Timeline, &["a"])]),
    motion(View::Timeline, Motion::PanRight, "Later times", "Scroll to later times", &[(Place::Timeline, &["d"])]),
    motion(
        View::Timeline,
        Motion::Left,
        "Range to earlier times",
        "Mark a range from the step to earlier times",
        &[(Place::Timeline, &["Shift+ArrowLeft"])],
    ),
    motion(
        View::Timeline,
        Motion::Right,
        "Range to later times",
        "Mark a range from the step to later times",
        &[(Place::Timeline, &["Shift+ArrowRight"])],
    ),
    motion(View::Timeline, Motion::Clear, "Remove the range", "Remove the range", &[(Place::Timeline, &["Escape"])]),
    motion(
        View::Graph,
        Motion::Up,
        "Up",
        "To a dependency (Left if levels go from left to right)",
        &[(Place::Graph, &["ArrowUp"])],
    ),
    motion(
        View::Graph,
        Motion::Down,
        "Down",
        "To a dependent (Right if levels go from left to right)",
        &[(Place::Graph, &["ArrowDown"])],
    ),
    motion(
        View::Graph,
        Motion::Left,
        "Left",
        "To the previous processor in the level (or Up)",
        &[(Place::Graph, &["ArrowLeft"])],
    ),
    motion(
        View::Graph,
        Motion::Right,
        "Right",
        "To the next processor in the level (or Down)",
        &[(Place::Graph, &["ArrowRight"])],
    ),
    motion(View::Graph, Motion::PanUp, "Further up", "Scroll up", &[(Place::Graph, &["Shift+ArrowUp"])]),
    motion(View::Graph, Motion::PanDown, "Further down", "Scroll down", &[(Place::Graph, &["Shift+ArrowDown"])]),
    motion(View::Graph, Motion::PanLeft, "Further left", "Scroll left", &[(Place::Graph, &["Shift+ArrowLeft"])]),
    motion(View::Graph, Motion::PanRight, "Further right", "Scroll right", &[(Place::Graph, &["Shift+ArrowRight"])]),
    motion(View::Graph, Motion::ZoomIn, "Zoom in", "Zoom in", &[(Place::Graph, &["+", "="])]),
    motion(View::Graph, Motion::ZoomOut, "Zoom out", "Zoom out", &[(Place::Graph, &["-"])]),
    motion(View::Graph, Motion::Fit, "Fit", "Show the whole graph", &[(Place::Graph, &["0"])]),
    motion(
        View::Graph,
        Motion::FitSelected,
        "Fit the selected processor",
        "Zoom to the selected processor, or back",
        &[(Place::Graph, &["f"])],
    ),
    entry(
        Command::Toggle(ViewOption::CriticalPath),
        "Critical path",
        "Show or hide the critical path of the run in the graph",
        &[],
    ),
    entry(Command::LoadAgain, "Try again", "Load parts of the page that could not be loaded", &[]),
    entry(Command::Toggle(ViewOption::Waits), "Waits", "Show or hide in the timeline what processors wait for", &[]),
    entry(
        Command::Toggle(ViewOption::CompressGaps),
        "Compress gaps",
        "Show idle times in the timeline short, or in full length",
        &[],
    ),
    motion(View::Table, Motion::Up, "Row above", "To the row above", &[(Place::Table, &["ArrowUp"])]),
    motion(View::Table, Motion::Down, "Row below", "To the row below", &[(Place::Table, &["ArrowDown"])]),
    entry(
        Command::Deselect,
        "Deselect",
        "Clear the selection",
        &[(Place::Graph, &["Escape"]), (Place::Table, &["Escape"])],
    ),
];

const fn jump(jump: Jump, help: &'static str, keys: Keys) -> Entry {
    entry(Command::Jump(jump), jump.title(true), help, keys)
}

const fn motion(view: View, motion: Motion, name: &'static str, help: &'static str, keys: Keys) -> Entry {
    entry(Command::Move(view, motion), name, help, keys)
}

/// The keys that the editor binds, and their effects: frontend/editor/README.md lists all of them.
pub const EDITOR_KEYS: &[(&[&str], &str)] = &[
    (&["Control+Space"], "Show completions"),
    (&["F2"], "Explain the word at the cursor"),
    (&["F8", "Shift+F8"], "To the next or previous problem"),
    (&["Control+.", "Alt+Enter"], "Fix the problem"),
    (&["Shift+F2"], "Select the processor in the graph"),
    (&["Control+Shift+[", "Control+Shift+]"], "Fold or unfold the processor"),
    (&["Control+Alt+[", "Control+Alt+]"], "Fold or unfold all processors"),
    (&["Control+f"], "Search and replace"),
    (&["Escape+Tab"], "Leave the editor"),
];

/// The command of these keys in the first of these places that binds them.
#[must_use]
pub fn command(places: &[Place], keys: &str) -> Option<Command> {
    let in_place = |&place: &Place| COMMANDS.iter().find(|entry| entry.keys(place).contains(&keys));
    places.iter().find_map(in_place).map(|entry| entry.command.clone())
}

/// The name of a command; empty if it is not in the table.
#[must_use]
pub fn label(command: &Command) -> &'static str {
    COMMANDS.iter().find(|entry| entry.command == *command).map_or("", |entry| entry.name)
}

/// The keys of a command, in the format of `aria-keyshortcuts`.
#[must_use]
pub fn aria(command: &Command) -> String {
    let of_command = COMMANDS.iter().filter(|entry| entry.command == *command).flat_map(|entry| entry.keys);
    let mut all: Vec<String> = Vec::new();
    for keys in of_command.filter(|(place, _)| *place != Place::Presenter).flat_map(|(_, keys)| *keys) {
        let spelled = if *keys == "+" { "Plus".into() } else { (*keys).to_owned() };
        let meta = keys.strip_prefix("Control+").map(|key| format!("Meta+{key}"));
        all.extend([spelled].into_iter().chain(meta).filter(|keys| !all.contains(keys)).collect::<Vec<_>>());
    }
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: [Place; 9] = [
        Place::Anywhere,
        Place::Page,
        Place::Run,
        Place::Events,
        Place::Timeline,
        Place::Graph,
        Place::Table,
        Place::Maximised,
        Place::Presenter,
    ];

    #[test]
    fn a_key_does_one_thing_in_a_place() {
        for place in PLACES {
            let keys: Vec<_> = COMMANDS.iter().flat_map(|entry| entry.keys(place)).collect();
            for (i, key) in keys.iter().enumerate() {
                assert!(!keys[i + 1..].contains(key), "{key} in {place:?}");
            }
        }
    }

    #[test]
    fn commands_and_names_are_unique() {
        for (i, a) in COMMANDS.iter().enumerate() {
            assert!(!a.name.is_empty() && !a.help.is_empty(), "{:?}", a.command);
            assert_eq!(label(&a.command), a.name);
            for b in &COMMANDS[i + 1..] {
                assert!(a.command != b.command && a.name != b.name, "{:?} and {:?}", a.command, b.command);
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
        for place in PLACES {
            for key in COMMANDS.iter().flat_map(|entry| entry.keys(place)) {
                assert!(!TAKEN.contains(key), "{key} belongs to the browser");
                let is_text = key.chars().count() == 1 || key.starts_with("Arrow") || key.starts_with("Shift+");
                assert!(place != Place::Anywhere || !is_text, "{key} is for texts");
            }
        }
    }

    #[test]
    fn the_nearer_place_goes_first() {
        for (places, keys, expected) in [
            (&[Place::Graph, Place::Run][..], "ArrowLeft", Some(Command::Move(View::Graph, Motion::Left))),
            (&[Place::Run][..], "ArrowLeft", Some(Command::Step(Step::Previous))),
            (&[Place::Graph, Place::Run][..], "Space", Some(Command::Play)),
            (&[Place::Page][..], "ArrowLeft", None),
        ] {
            assert_eq!(command(places, keys), expected, "{keys} in {places:?}");
        }
        assert_eq!(aria(&Command::Run), "Control+Enter Meta+Enter");
        assert_eq!(aria(&Command::Move(View::Graph, Motion::ZoomIn)), "Plus =");
    }
}
