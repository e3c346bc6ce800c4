//! Everything that a user can do, as data. Buttons, keys, links and tests all give these commands.

mod capability;
mod table;

use dagwood_core::{FailureStrategy, Micros, Priority, Strategy};

pub use self::{
    capability::{Capabilities, Capability},
    table::{COMMANDS, EDITOR_KEYS, Entry, Place, aria, command, label},
};
use super::{
    About, Dialog, Fix, Form, Jump, Pace, PanelId, Remedy, RunNumber, Section, Shown, Step, Stop, Upload, WriteTab,
};
use crate::features::{
    compare::{Rows, Variant},
    edit_form::Change,
    orders::OrderStep,
    settings::{Pane, Theme, ViewOption},
    share::PictureFormat,
    welcome::Choice,
};
use crate::store::VersionKey;
use crate::text::notice as text;

/// Something that a user can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Replaces the text of the workflow file after the user has typed.
    Edit(String),
    /// Changes the input of the next run.
    EditInput(String),
    /// Selects a strategy.
    ChooseStrategy(Strategy),
    /// Selects a priority of the work queue.
    ChoosePriority(Priority),
    /// Selects a failure strategy.
    ChooseFailureStrategy(FailureStrategy),
    /// Selects a number of workers.
    ChooseWorkers(u32),
    /// Runs in real time, or in virtual time.
    GoLive(bool),
    /// Opens the example of this name as a new document.
    OpenExample(String),
    /// Selects a range of the workflow file, in UTF-16 units.
    ShowText {
        /// Where it begins.
        from: u32,
        /// Where it ends.
        to: u32,
    },
    /// Applies a quick fix.
    Fix(Fix),

    /// Opens a new document.
    NewDocument,
    /// Opens the stored document with this id.
    OpenDocument(String),
    /// Opens the document that was open before this one.
    ReturnToPrevious,
    /// Renames a document; without a name, it is named after its text.
    RenameDocument {
        /// Its id.
        id: String,
        /// Its new name.
        name: String,
    },
    /// Stores a copy of a document.
    DuplicateDocument(String),
    /// Deletes a document.
    DeleteDocument(String),
    /// Restores the document that was deleted last.
    RestoreDocument,
    /// Keeps the present content of the document as a version with this name.
    NameVersion(String),
    /// Restores a version of the document.
    RestoreVersion(VersionKey),
    /// Opens files and texts as new documents, and adds modules.
    OpenFiles(Vec<Upload>),
    /// Downloads the workflow as a file.
    SaveDocument,
    /// Downloads the run on display as a test.
    SaveTest,
    /// Downloads all documents as one file.
    ExportDocuments,

    /// Opens or closes the form that edits the selected processor.
    ShowEditForm(bool),
    /// Edits the workflow outside of the text editor.
    Change(Change),
    /// Adds a processor after this one, or an independent one.
    AddProcessor(Option<String>),
    /// Adds a processor that runs this module, after the selected processor, or an independent one.
    AddProcessorOf(String),
    /// Deletes a processor.
    RemoveProcessor(String),

    /// Runs the workflow.
    Run,
    /// Stops the current run.
    Stop,
    /// Forks the run on display at the cursor, with a change.
    Fork(dagwood_core::run::Change),
    /// Shows an earlier run.
    ShowRun(RunNumber),

    /// Runs all rows of the comparison.
    Compare,
    /// Adds a row to the comparison.
    AddVariant,
    /// Compares these runs.
    CompareVariants(Vec<Variant>),
    /// Changes a row of the comparison.
    ChooseVariant(usize, Variant),
    /// Removes a row from the comparison.
    RemoveVariant(usize),
    /// Groups the chart of the comparison by worker or by processor.
    ChooseRows(Rows),
    /// Shows the run of a row of the comparison.
    ShowVariant(usize),

    /// Explores the orders in which processors can complete.
    Explore,
    /// Stops the exploration.
    StopExploring,
    /// Replays an explored order that gives this outcome, from its start.
    PlayOrder(usize),
    /// Goes to a step of that replay.
    SeekInOrder(OrderStep),
    /// Ends that replay and shows the run again.
    LeaveOrder,

    /// Takes a step of the transport.
    Step(Step),
    /// Moves the cursor and announces the new step.
    Seek(usize),
    /// Moves the cursor while a slider or pointer is dragged.
    Scrub(usize),
    /// Moves the cursor to an instant while a pointer is dragged.
    ScrubTo(Micros),
    /// Plays or pauses.
    Play,
    /// Selects the playback speed.
    ChoosePace(Pace),
    /// Jumps to a failure, a level, a breakpoint or an event of the selected processor.
    Jump(Jump),
    /// Sets or removes the breakpoint of the selected processor.
    Breakpoint,
    /// Sets or removes the breakpoint for this kind of event.
    StopAt(Stop, bool),

    /// Selects a processor.
    Select(String),
    /// Clears the selection.
    Deselect,

    /// Adds modules.
    AddModules(Vec<Upload>),
    /// Adds a module under this name.
    AddModuleAs(String, Upload),
    /// Shows or hides the report about a module.
    InspectModule(String),
    /// Renames a module of the user.
    RenameModule {
        /// Its current name.
        from: String,
        /// Its new name.
        to: String,
    },
    /// Removes a module of the user.
    RemoveModule(String),
    /// Downloads a module.
    DownloadModule(String),

    /// Offers a link to the contents of the page.
    Share,
    /// Copies this link.
    CopyLink,
    /// Copies this link with the moment in words and the graph, as Markdown.
    CopyMarkdown,
    /// Downloads a picture of the moment.
    SavePicture(PictureFormat),
    /// Opens the link in the address.
    OpenLink,
    /// Opens the current entry of the browser's history, after Back or Forward.
    FollowHistory,
    /// After the first run of an opened link: makes its forks, and shows the run that its sender saw.
    FollowLink,
    /// Compares the opened link's modules with the page's.
    CheckLinkedModules,
    /// Replaces the page's modules with the opened link's.
    UseLinkedModules,
    /// Hides the notice.
    DismissNotice,
    /// Try again to load the parts of the page that could not be loaded.
    LoadAgain,
    /// Hides a problem of the page itself.
    DismissTrouble(About),
    /// Applies a remedy to a problem of the page itself.
    Remedy(About, Remedy),

    /// Opens a dialog.
    ShowDialog(Dialog),
    /// Closes the dialog.
    CloseDialog,
    /// Shows this part of the page on a narrow screen.
    Show(Shown),
    /// Shows this panel in its region.
    ShowPanel(PanelId),
    /// Maximises a section, or restores all if it is maximised. The default is the focused section, or else the centre.
    Maximise(Option<Section>),
    /// Shows all sections again.
    RestoreSections,
    /// Shows a tab of the pane in which the user writes.
    ShowTab(WriteTab),
    /// Shows the welcome view again.
    ShowWelcome,
    /// Takes one of the choices of the welcome view.
    StartWith(Choice),
    /// Selects a theme.
    ChooseTheme(Theme),
    /// Turns the presentation mode on or off.
    Present(bool),
    /// Plays new runs from their first step, or shows their last step at once.
    PlayNewRuns(bool),
    /// Turns single-letter shortcuts on or off.
    UseLetters(bool),
    /// Chooses the format of payloads.
    ChooseForm(Form),
    /// Draws the graph from left to right, or from top to bottom.
    DrawAcross(bool),
    /// Turns an option of a view on or off.
    Toggle(ViewOption),
    /// Resizes a pane, in percent.
    Resize(Pane, f64),
    /// Resets the sizes of all panes.
    ResetSizes,

    /// Moves, zooms or navigates within a view.
    Move(View, Motion),
}

/// A view that supports motions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The graph as a drawing.
    Graph,
    /// The graph as a table.
    Table,
    /// The timeline.
    Timeline,
}

/// A motion within a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// To a dependency of the selected processor, or to the row above.
    Up,
    /// To a dependent of it, or to the row below.
    Down,
    /// To the left in its level, or to an earlier instant.
    Left,
    /// To the right in its level, or to a later instant.
    Right,
    /// Moves the drawing down, to show what is above.
    PanUp,
    /// Moves it up.
    PanDown,
    /// Moves it to the right.
    PanLeft,
    /// Moves it to the left.
    PanRight,
    /// Zooms in.
    ZoomIn,
    /// Zooms out.
    ZoomOut,
    /// Shows all of it.
    Fit,
    /// Centres the selected processor, enlarged; the second time, shows the whole drawing.
    FitSelected,
    /// Removes a mark.
    Clear,
}

/// Why a command cannot be executed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// The page does not have this capability.
    NotAllowed(Capability),
    /// A run or an exploration is in progress.
    Busy,
    /// Nothing is running.
    Idle,
    /// The workflow has errors.
    Unsound,
    /// There is no run.
    NoRun,
    /// No processor is selected.
    NoSelection,
    /// The target of the command does not exist.
    NotThere,
    /// The view is not visible, or does not support this motion.
    NotShown,
    /// It was refused, and a notice gives the reason.
    Refused,
}

impl NotNow {
    /// Why a control cannot act, and what to do first. `None` if the page already shows the reason.
    #[must_use]
    pub const fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Busy => Some(text::BUSY),
            Self::Idle => Some(text::NOTHING_RUNS),
            Self::Unsound => Some(text::HAS_ERRORS),
            Self::NoRun => Some(text::RUN_FIRST),
            Self::NoSelection => Some(text::SELECT_FIRST),
            Self::NotAllowed(_) | Self::NotThere | Self::NotShown | Self::Refused => None,
        }
    }
}
