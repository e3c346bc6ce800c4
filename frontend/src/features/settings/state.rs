//! The settings of the user: theme, sizes of the panes, and presentation mode.

use dagwood_proto::share::Query;

use super::text;
use crate::state::{Form, Section};

/// The settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Light, dark, or the theme of the system.
    pub theme: Theme,
    /// Presentation mode: large type, no editor, and the keys of presenters' remote controls.
    pub presenting: bool,
    /// Whether single characters are shortcuts outside text fields (WCAG 2.1.4).
    pub letters: bool,
    /// Whether a new run is played from its first step.
    pub plays: bool,
    /// The format of payloads in the inspector.
    pub form: Form,
    /// Whether the levels of the graph go from left to right instead of from top to bottom.
    pub across: bool,
    /// The section that has all the room of a wide page.
    pub maximised: Option<Section>,
    /// The sizes of [`Pane::ALL`], in percent of their containers.
    sizes: [u8; 4],
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The theme of the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// A resizable part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The workflow, on the left.
    Write,
    /// The inspector and the events, on the right.
    Read,
    /// The panels below the graph.
    Below,
    /// The output and the events, below the inspector.
    Events,
}

impl Pane {
    /// All panes.
    pub const ALL: [Self; 4] = [Self::Write, Self::Read, Self::Below, Self::Events];

    /// Its name in style sheets and in storage.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Read => "read",
            Self::Below => "below",
            Self::Events => "events",
        }
    }

    /// The label of its size.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Write => text::WORKFLOW_WIDTH,
            Self::Read => text::INSPECTOR_WIDTH,
            Self::Below => text::TIMELINE_HEIGHT,
            Self::Events => text::EVENTS_HEIGHT,
        }
    }

    /// Whether its size is a width.
    #[must_use]
    pub const fn is_width(self) -> bool {
        matches!(self, Self::Write | Self::Read)
    }

    /// The minimum, default and maximum size, in percent.
    #[must_use]
    pub const fn sizes(self) -> (u8, u8, u8) {
        match self {
            Self::Write => (16, 27, 50),
            Self::Read => (16, 25, 50),
            Self::Below => (12, 34, 70),
            Self::Events => (10, 55, 85),
        }
    }
}

impl Default for Appearance {
    fn default() -> Self {
        let sizes = Pane::ALL.map(|pane| pane.sizes().1);
        Self {
            theme: Theme::System,
            presenting: false,
            letters: true,
            plays: true,
            form: Form::Text,
            across: false,
            maximised: None,
            sizes,
        }
    }
}

impl Appearance {
    /// Its key in the browser's storage.
    pub const NAME: &'static str = "dagwood-playground/appearance";

    /// The size of a pane, in percent.
    #[must_use]
    pub fn size(&self, pane: Pane) -> u8 {
        self.sizes[pane as usize]
    }

    /// Resizes a pane, within its limits.
    pub fn resize(&mut self, pane: Pane, percent: f64) {
        let (least, _, most) = pane.sizes();
        self.sizes[pane as usize] = percent.round().clamp(least.into(), most.into()) as u8;
    }

    /// Resets the size of every pane.
    pub fn reset_sizes(&mut self) {
        self.sizes = Self::default().sizes;
    }

    /// The stored form: only values that differ from the defaults.
    #[must_use]
    pub fn store(&self) -> String {
        let mut query = Query::default();
        query.put("theme", (self.theme != Theme::System).then(|| self.theme.name()));
        query.put("letters", (!self.letters).then_some("off"));
        query.put("play", (!self.plays).then_some("off"));
        query.put("form", (self.form != Form::Text).then(|| self.form.name()));
        query.put("levels", self.across.then_some("across"));
        for pane in Pane::ALL {
            query.put(pane.name(), (self.size(pane) != pane.sizes().1).then(|| self.size(pane)));
        }
        query.to_string()
    }

    /// Reads the stored form. Invalid values become the defaults; presentation mode and a maximised section are not restored.
    #[must_use]
    pub fn restore(stored: &str) -> Self {
        let query = Query::parse(stored.trim_start_matches('?'));
        let mut own = Self {
            theme: query.get("theme").and_then(Theme::from_name).unwrap_or_default(),
            letters: query.get("letters") != Some("off"),
            plays: query.get("play") != Some("off"),
            form: Form::ALL.into_iter().find(|form| query.get("form") == Some(form.name())).unwrap_or_default(),
            across: query.get("levels") == Some("across"),
            ..Self::default()
        };
        for pane in Pane::ALL {
            if let Some(percent) = query.get(pane.name()).and_then(|percent| percent.parse::<u8>().ok()) {
                own.resize(pane, percent.into());
            }
        }
        own
    }

    /// The sizes, as custom properties of a style sheet.
    #[must_use]
    pub fn style(&self) -> String {
        Pane::ALL.map(|pane| format!("--{}: {}%;", pane.name(), self.size(pane))).concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restores_what_it_stores() {
        let mut own = Appearance {
            theme: Theme::Dark,
            letters: false,
            plays: false,
            form: Form::Json,
            across: true,
            ..Appearance::default()
        };
        own.resize(Pane::Below, 47.6);
        own.resize(Pane::Read, 99.0);
        assert_eq!((own.size(Pane::Below), own.size(Pane::Read)), (48, 50));
        assert_eq!(own.store(), "?theme=dark&letters=off&play=off&form=JSON&levels=across&read=50&below=48");
        assert_eq!(Appearance::restore(&own.store()), own);
        assert_eq!(Appearance::default().store(), "");
        own.reset_sizes();
        assert_eq!(own.size(Pane::Below), 34);
    }

    #[test]
    fn what_makes_no_sense_is_as_usual() {
        for stored in ["", "?", "?theme=blue&form=xml&write=x&read=-1&below=300", "\u{0}&&&="] {
            assert_eq!(Appearance::restore(stored), Appearance::default(), "{stored:?}");
        }
        assert_eq!(Appearance::restore("write=1").size(Pane::Write), 16);
    }
}
