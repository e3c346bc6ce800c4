//! The texts of files.

texts! {
    const DROP = "Drop files to open them: workflows, recordings, exported documents, tests, modules";
    const EMPTY = "it is empty";
    const UNKNOWN = "it is a text of another kind";
    const OPENS = "The page opens workflows (YAML, JSON), recordings (WfFormat), links, exported documents, tests, and modules (.wasm, .wat).";
    const NO_DOWNLOADS = "The browser does not allow downloads.";
    const MODULE = "module";
    const OPEN = "Open files";
    const OPEN_HELP = "Opens workflows, recordings, links and exported documents as new documents, verifies tests, and adds modules.";
    fn module_file(stem: &str = MODULE) = "{stem}.wat";
    fn no_file(most: usize = 256) = "Nothing was opened: the page opens files, but not folders, and at most {most} MiB together.";
    fn saved(file: &str = "mine.yaml") = "Saved as {file}";
    fn too_large(most: usize = 16) = "it has more than {most} MiB";
    fn damaged_recording(why: &str = "schemaVersion: version \"1.4\" is not supported") = "it is a recording (WfFormat) that cannot be read: {why}";
    fn damaged_test(why: &str = "the test has version 2; this program reads version 1") = "it is a test that cannot be read: {why}";
    fn quoted(name: &str = "mine") = "“{name}”";
    fn opened(names: &str = "“a”, “b”") = "Opened as new documents: {names}.";
    fn converted(name: &str = "mine") = "“{name}” is converted from a recording.";
    fn warning(warning: &str = "workflow.execution.tasks: the runtime of task `a` is missing") = "Warning: {warning}.";
    fn to_modules(names: &str = "“a.wasm”") = "To the modules: {names}.";
    fn imported(new: usize = 3, known: usize = 1) = "Documents from a file: {new} new, {known} already there.";
    fn refused(name: &str = "a.png", why: &str = "it is empty") = "“{name}” is not opened: {why}.";
    fn text_refused(why: &str = "it is empty") = "The text is not opened: {why}.";
}
