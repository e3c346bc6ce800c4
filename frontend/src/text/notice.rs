//! The texts of the notices.

texts! {
    const NOTICE = "Notice";
    const PROBLEM = "Page problem";
    const DISMISS = "Dismiss";
    const SHOW_PROBLEM = "Show the problem";
    const BUSY = "A run is in progress. Stop it first.";
    const NOTHING_RUNS = "Nothing is running.";
    const HAS_ERRORS = "The workflow has errors. Fix them first.";
    const RUN_FIRST = "Run the workflow first.";
    const SELECT_FIRST = "Select a processor first.";
    const COPIED = "The workflow is on the clipboard.";
    const FILE = "workflow.yaml";
    const NOT_DOWNLOADED = "The browser does not allow downloads: select the text and press Ctrl+C.";
    const NOT_COPIED = "The browser does not allow copying: select the text and press Ctrl+C.";
    const NOT_LOADED = "a part of the page could not be loaded";
    fn opened(title: &str = "A first workflow") = "Opened “{title}” as a new document.";
}
