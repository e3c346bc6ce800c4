//! The formats in which payloads can be shown.

/// A format of payloads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Text, if the payload is text.
    #[default]
    Text,
    /// As bytes.
    Hex,
    /// JSON with one value per line, if the payload is JSON.
    Json,
}

impl Form {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Text, Self::Hex, Self::Json];

    /// Its label.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Hex => "Hex",
            Self::Json => "JSON",
        }
    }
}
