//! The forms in which payloads can be shown.

/// A form of payloads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// As text, if it is.
    #[default]
    Text,
    /// As bytes.
    Hex,
    /// As JSON with a line for each value, if it is.
    Json,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Text, Self::Hex, Self::Json];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Hex => "Hex",
            Self::Json => "JSON",
        }
    }
}
