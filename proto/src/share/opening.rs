//! The steps of opening a link, so that a link that does not open can be explained.

use super::LinkError;

/// A step of opening a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Finds the workflow in the address.
    Received,
    /// Compares its characters with the checksum.
    Checked,
    /// Decompresses it.
    Unpacked,
    /// Reads the document.
    Read,
}

impl Opening {
    /// The steps in their order.
    pub const ALL: [Self; 4] = [Self::Received, Self::Checked, Self::Unpacked, Self::Read];

    /// Its name, such as `checked`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Checked => "checked",
            Self::Unpacked => "unpacked",
            Self::Read => "read",
        }
    }
}

impl LinkError {
    /// The step of opening that fails.
    #[must_use]
    pub const fn step(self) -> Opening {
        match self {
            Self::NoDocument | Self::TooLong | Self::UnknownCodec => Opening::Received,
            Self::ForeignCharacter(_) | Self::Truncated | Self::WrongChecksum => Opening::Checked,
            Self::NotCompressed | Self::TooLarge => Opening::Unpacked,
            Self::Malformed | Self::Inconsistent(_) => Opening::Read,
        }
    }
}
