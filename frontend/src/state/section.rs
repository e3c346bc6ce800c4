//! The sections of the page that can be maximised.

use super::Region;
use crate::text::header as text;

/// A section of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The text of the workflow.
    Workflow,
    /// The view in the centre.
    Centre,
    /// The panels below the graph.
    Below,
    /// The inspector.
    Inspector,
    /// The list of events.
    Events,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 5] = [Self::Workflow, Self::Centre, Self::Below, Self::Inspector, Self::Events];

    /// Its name in style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Workflow => "workflow",
            Self::Centre => "centre",
            Self::Below => "below",
            Self::Inspector => "inspector",
            Self::Events => "events",
        }
    }

    /// The label of the button that maximises it.
    #[must_use]
    pub const fn maximise(self) -> &'static str {
        match self {
            Self::Workflow => text::MAXIMISE_WORKFLOW,
            Self::Centre => text::MAXIMISE_CENTRE,
            Self::Below => text::MAXIMISE_BELOW,
            Self::Inspector => text::MAXIMISE_INSPECTOR,
            Self::Events => text::MAXIMISE_EVENTS,
        }
    }

    /// The section with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// The section of a region that shows one panel at a time.
    #[must_use]
    pub const fn of(region: Region) -> Self {
        if matches!(region, Region::Centre) { Self::Centre } else { Self::Below }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_names() {
        for section in Section::ALL {
            assert_eq!(Section::from_name(section.name()), Some(section));
        }
        assert_eq!(Section::from_name(""), None);
    }
}
