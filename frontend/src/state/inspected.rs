//! What a file was found to be.

/// What a file was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// The module: if the file was text, what it says. Nothing if it could not be assembled.
    pub bytes: Vec<u8>,
    /// The SHA-256 of the module, in hexadecimal.
    pub sha256: String,
    /// `module`, `component` or `unknown`.
    pub kind: String,
    /// Its ABI, or the reason why it cannot run.
    pub verdict: Result<String, String>,
    /// The pages of 64 KiB of memory that it begins with, and the most that it may ever have.
    pub memory: Option<(u64, Option<u64>)>,
    /// What it asks for.
    pub imports: Vec<Item>,
    /// What it offers.
    pub exports: Vec<Item>,
    /// The function at which a call begins, as text.
    pub disassembly: Option<String>,
}

/// An import or an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// What it is, as in `(i32) -> i32`.
    pub ty: String,
}
