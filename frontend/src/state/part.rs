//! The workers behind the page, by their names for the user.

/// A worker behind the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Checks and runs workflows.
    Engine,
    /// Runs workflows that name modules.
    Sandbox,
    /// Inspects modules.
    Inspector,
    /// Tries every completion order.
    Explorer,
}

impl Part {
    /// Its name, at the beginning of a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Engine => "The engine",
            Self::Sandbox => "The engine for modules",
            Self::Inspector => "The module inspector",
            Self::Explorer => "The exploration",
        }
    }
}

/// Whether the engine is available to check the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It is being loaded; this many bytes have arrived.
    Loading(u32),
    /// It responds.
    Ready,
    /// It could not be loaded.
    NotLoaded,
}

impl Readiness {
    /// The text to show instead of the problems of an unchecked text; `None` if the engine responds.
    #[must_use]
    pub fn sentence(self) -> Option<String> {
        match self {
            Self::Loading(0) => Some("Loading the engine…".into()),
            Self::Loading(bytes) => Some(format!("Loading the engine: {} KiB so far", bytes >> 10)),
            Self::Ready => None,
            Self::NotLoaded => Some("Not checked: the engine could not be loaded".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_checked_has_no_problems_yet() {
        for (readiness, sentence) in [
            (Readiness::Loading(0), Some("Loading the engine…")),
            (Readiness::Loading(301_000), Some("Loading the engine: 293 KiB so far")),
            (Readiness::Ready, None),
            (Readiness::NotLoaded, Some("Not checked: the engine could not be loaded")),
        ] {
            assert_eq!(readiness.sentence().as_deref(), sentence);
        }
    }
}
