//! Restores, changes and stores the settings.

use dagwood_proto::share::LinkOption;
use leptos::prelude::*;

use super::{Appearance, Pane, Theme, ViewOption, ViewOptions, text};
use crate::{
    control::Page,
    interop::{address, page},
    state::{Form, Section, command::NotNow},
};

/// The settings.
#[derive(Clone, Copy)]
pub struct Settings {
    appearance: ReadSignal<Appearance>,
    set_appearance: WriteSignal<Appearance>,
    view_options: ReadSignal<ViewOptions>,
    set_view_options: WriteSignal<ViewOptions>,
}

impl Settings {
    pub(in crate::control) fn new() -> Self {
        let (appearance, set_appearance) = signal(Appearance::default());
        let (view_options, set_view_options) = signal(ViewOptions::default());
        Self { appearance, set_appearance, view_options, set_view_options }
    }

    /// The settings.
    #[must_use]
    pub fn appearance(self) -> ReadSignal<Appearance> {
        self.appearance
    }

    /// Whether an option of a view is on.
    #[must_use]
    pub fn is_on(self, option: ViewOption) -> Memo<bool> {
        Memo::new(move |_| self.view_options.read().is_on(option))
    }

    /// Whether an option of a view differs from its default.
    pub(in crate::control) fn has_view_options(self) -> bool {
        *self.view_options.read_untracked() != ViewOptions::default()
    }

    /// Turns an option of a view on or off.
    pub(in crate::control) fn toggle(self, option: ViewOption) {
        self.set_view_options.update(|options| options.toggle(option));
    }

    /// Chooses a theme.
    pub(in crate::control) fn choose_theme(self, theme: Theme) {
        self.set_appearance.update(|appearance| appearance.theme = theme);
    }

    /// Turns the presentation mode on or off.
    pub(in crate::control) fn present(self, presenting: bool) {
        self.set_appearance.update(|appearance| appearance.presenting = presenting);
    }

    /// Turns single-letter shortcuts on or off.
    pub(in crate::control) fn use_letters(self, letters: bool) {
        self.set_appearance.update(|appearance| appearance.letters = letters);
    }

    /// Plays new runs from their first step, or shows their last step at once.
    pub(in crate::control) fn play_new_runs(self, plays: bool) {
        self.set_appearance.update(|appearance| appearance.plays = plays);
    }

    /// Chooses the format of payloads.
    pub(in crate::control) fn choose_form(self, form: Form) {
        self.set_appearance.update(|appearance| appearance.form = form);
    }

    /// Resizes a pane.
    pub(in crate::control) fn resize(self, pane: Pane, percent: f64) {
        self.set_appearance.update(|appearance| appearance.resize(pane, percent));
    }

    /// Restores all sections if a different section is maximised.
    pub(in crate::control) fn uncover(self, section: Section) {
        if self.appearance.read_untracked().maximised.is_some_and(|maximised| maximised != section) {
            self.set_appearance.update(|appearance| appearance.maximised = None);
        }
    }

    /// Restores all sections if this one is maximised.
    pub(in crate::control) fn restore(self, section: Section) {
        if self.appearance.read_untracked().maximised == Some(section) {
            self.set_appearance.update(|appearance| appearance.maximised = None);
        }
    }

    /// Resets the size of every pane.
    pub(in crate::control) fn reset_sizes(self) {
        self.set_appearance.update(Appearance::reset_sizes);
    }
}

impl Page {
    /// Restores the stored settings, unless a link sets the theme, and stores every change.
    pub(in crate::control) fn appear(self) {
        let stored = self.kept(Appearance::NAME);
        self.settings.set_appearance.set(Appearance::restore(&stored));
        let linked = address::option(LinkOption::THEME.name).as_deref().and_then(Theme::from_name);
        Effect::new(move |before: Option<()>| {
            let appearance = self.settings.appearance.get();
            // The theme of a link holds for this visit, until the user chooses a theme.
            let theme = linked.filter(|_| before.is_none()).unwrap_or(appearance.theme);
            page::mark("theme", theme.name());
            page::mark("presenting", if appearance.presenting { "true" } else { "false" });
            if before.is_some() {
                self.keep(Appearance::NAME, &appearance.store());
            }
        });
    }

    /// Maximises a section, or restores all if it is maximised. The default is the focused section, or else the centre.
    pub(in crate::control) fn maximise(self, section: Option<Section>) -> Result<(), NotNow> {
        let focused = || page::focused_section().as_deref().and_then(Section::from_name);
        let section = section.or_else(focused).unwrap_or(Section::Centre);
        if self.settings.appearance.read_untracked().maximised == Some(section) {
            return self.restore_sections();
        }
        // On narrow screens a section has all the room already.
        if !page::can_maximise(section.name()) {
            return Err(NotNow::NotShown);
        }
        self.settings.set_appearance.update(|appearance| appearance.maximised = Some(section));
        self.notices.say(text::MAXIMISED);
        Ok(())
    }

    /// Shows all sections again.
    pub(in crate::control) fn restore_sections(self) -> Result<(), NotNow> {
        // An open popover is closed first.
        if self.settings.appearance.read_untracked().maximised.is_none() || page::has_popover() {
            return Err(NotNow::NotShown);
        }
        self.settings.set_appearance.update(|appearance| appearance.maximised = None);
        self.notices.say(text::RESTORED);
        Ok(())
    }

    /// Draws the levels of the graph from left to right, or from top to bottom.
    pub(in crate::control) fn draw_across(self, across: bool) {
        self.settings.set_appearance.update(|appearance| appearance.across = across);
        self.check_now();
    }
}
