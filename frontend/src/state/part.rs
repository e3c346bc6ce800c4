//! The workers behind the page, as the user knows them.

/// A worker behind the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What checks and runs workflows.
    Engine,
    /// What runs workflows that name modules.
    Sandbox,
    /// What says what a module is.
    Inspector,
    /// What tries every order of completion.
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

/// Whether the engine is there to check the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It is being loaded; so many bytes of it are there.
    Loading(u32),
    /// It answers.
    Ready,
    /// It could not be loaded.
    NotLoaded,
}

impl Readiness {
    /// What to say in place of the problems of a text that has not been checked; none if the engine answers.
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
