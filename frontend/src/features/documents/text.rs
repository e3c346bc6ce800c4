//! The texts of the documents.

texts! {
    const DOCUMENT = "Document";
    const MENU = "New, open, save, history, all documents";
    const SEARCH = "Search";
    const NONE_FOUND = "No document has these words.";
    const NONE = "There are no documents yet. A workflow that you change, run or open becomes one.";
    const LOADING = "Loading…";
    const RENAME = "Rename";
    const DUPLICATE = "Duplicate";
    const DELETE = "Delete";
    const NAME = "Name";
    const SAVE_NAME = "Save name";
    const CANCEL = "Cancel";
    const HERE = "open in this tab";
    const EXPORT_NAME = "dagwood-documents.json";
    const NO_VERSIONS = "There is no earlier version yet. One is kept for each minute in which the document changes, up to 30.";
    const VERSION_NAME = "Name of this version";
    const KEEP_VERSION = "Keep this version";
    const VIEW = "View";
    const RESTORE = "Restore";
    const TEXT_OF_VERSION = "Text of the version";
    const RUN_DAMAGED = "The stored run of this document is damaged: run the workflow again.";
    fn open_elsewhere(title: &str = "A first workflow") = "“{title}” is also open in another tab. If both change it, the second one gets a copy.";
    fn became_copy(title: &str = "A first workflow", name: &str = "A first workflow (2)") = "Another tab has changed “{title}”. Your text is now the document “{name}”.";
    fn renamed(name: &str = "Mine") = "The document is now named “{name}”.";
    fn duplicated(name: &str = "Mine (2)") = "Copied as “{name}”.";
    fn deleted(title: &str = "Mine") = "Deleted “{title}”.";
    fn restored(title: &str = "Mine") = "“{title}” is there again.";
    fn kept_version(label: &str = "good") = "Kept as “{label}”.";
    fn restored_version(when: &str = "1/2/2026, 10:00:00") = "Restored the version of {when}.";
    fn of_document(what: &str = RENAME, title: &str = "Mine") = "{what} “{title}”";
    fn of_version(what: &str = VIEW, when: &str = "1/2/2026, 10:00:00") = "{what} the version of {when}";
    fn changed(when: &str = "1/2/2026, 10:00:00") = "changed {when}";
    fn count(shown: usize = 3, all: usize = 12) = "{shown} of {all}";
    fn failed(why: &str = "the browser’s storage for this page is full") = "That was not possible: {why}. Nothing has been changed.";
    fn run_too_large(most: usize = 16) = "This run has more than {most} MiB: a reload does not return to it.";
}
