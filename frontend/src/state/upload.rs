//! A file from the user.

/// A file from the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}
