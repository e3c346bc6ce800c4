//! The texts of the modules.

texts! {
    TITLE = "Modules";
    HINT = "drop .wasm or .wat files anywhere";
    ADD = "Add modules";
    NAMES = "The workflow names ";
    IS_MISSING = ", which is missing.";
    CHOOSE = "Choose the file";
    USED = "used";
    NOT_USED = "not used";
    CANNOT_RUN = "cannot run";
    INSPECT = "Inspect";
    RENAME = "Rename";
    REPLACE = "Replace";
    DOWNLOAD = "Download";
    REMOVE = "Remove";
    CANCEL = "Cancel";
    CAN_RUN = "Can run: ";
    ABI = " ABI";
    REFUSED = "Cannot run: ";
    WORKFLOW_LIMIT = "what the workflow allows";
    MEMORY = "Memory";
    KIND = "Kind";
    SIZE = "Size";
    SHA_256 = "SHA-256";
    IMPORTS = "Imports";
    EXPORTS = "Exports";
    ENTRY_POINT = "Entry point of a call";
    DISASSEMBLY = "Disassembly";
    DROP = "Drop modules: .wasm or .wat";
}

/// How many modules are the user’s own.
pub(crate) fn added(own: usize) -> String {
    format!("{own} added by you")
}

/// The label of the button that adds a missing module.
pub(crate) fn choose(name: &str) -> String {
    format!("Choose the file for {name}")
}

/// The label of the button that replaces a module.
pub(crate) fn replace(name: &str) -> String {
    format!("Replace {name}")
}

/// The label of the new name.
pub(crate) fn new_name(name: &str) -> String {
    format!("New name of {name}")
}

/// The most memory.
pub(crate) fn most_pages(most: u64) -> String {
    format!("{most} pages")
}

/// The memory of a module.
pub(crate) fn pages(least: u64, most: &str) -> String {
    format!("{least} pages of 64 KiB, up to {most}")
}

/// The size of a module.
pub(crate) fn bytes(len: usize) -> String {
    format!("{len} bytes")
}

/// An example of each text with values.
#[cfg(test)]
pub(crate) fn examples() -> Vec<String> {
    vec![
        added(2),
        choose("rle.wasm"),
        replace("rle.wasm"),
        new_name("rle.wasm"),
        most_pages(9),
        pages(1, "9 pages"),
        bytes(99),
    ]
}
