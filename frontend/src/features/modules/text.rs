//! The texts of the modules.

texts! {
    const TITLE = "Modules";
    const HINT = "drop .wasm or .wat files anywhere";
    const ADD = "Add modules";
    const NAMES = "The workflow names ";
    const IS_MISSING = ", which is missing.";
    const CHOOSE = "Choose the file";
    const USED = "used";
    const NOT_USED = "not used";
    const CANNOT_RUN = "cannot run";
    const INSPECT = "Inspect";
    const RENAME = "Rename";
    const REPLACE = "Replace";
    const DOWNLOAD = "Download";
    const REMOVE = "Remove";
    const CANCEL = "Cancel";
    const CAN_RUN = "Can run: ";
    const ABI = " ABI";
    const REFUSED = "Cannot run: ";
    const WORKFLOW_LIMIT = "what the workflow allows";
    const MEMORY = "Memory";
    const KIND = "Kind";
    const SIZE = "Size";
    const SHA_256 = "SHA-256";
    const IMPORTS = "Imports";
    const EXPORTS = "Exports";
    const ENTRY_POINT = "Entry point of a call";
    const DISASSEMBLY = "Disassembly";
    const DROP = "Drop modules: .wasm or .wat";
    const NEEDS_NAME = "A module needs a name.";
    fn added(own: usize = 2) = "{own} added by you";
    fn choose(name: &str = "rle.wasm") = "Choose the file for {name}";
    fn replace(name: &str = "rle.wasm") = "Replace {name}";
    fn new_name(name: &str = "rle.wasm") = "New name of {name}";
    fn most_pages(most: u64 = 9) = "{most} pages";
    fn pages(least: u64 = 1, most: &str = "9 pages") = "{least} pages of 64 KiB, up to {most}";
    fn bytes(len: usize = 99) = "{len} bytes";
    fn is_text(file: &str = "mine.wat") = "“{file}” is WebAssembly text; the workflow must name a file ending in .wat.";
    fn not_loaded(name: &str = "rle.wasm") = "“{name}” could not be loaded.";
    fn not_downloaded(name: &str = "rle.wasm") = "“{name}” could not be downloaded.";
    fn exists(name: &str = "rle.wasm") = "There is already a module “{name}”.";
    fn renamed(from: &str = "mine.wasm", to: &str = "yours.wasm") = "Renamed {from} to {to}";
    fn removed(name: &str = "mine.wasm") = "Removed {name}";
    fn not_added(name: &str = "mine.wat", why: &str = "it is empty") = "“{name}” was not added: {why}.";
    fn was_added(name: &str = "mine.wasm", abi: &str = "wasi") = "Added {name}, {abi} ABI";
    fn cannot_run(name: &str = "mine.wasm", why: &str = "it has no memory") = "Added {name}, which cannot run: {why}";
}
