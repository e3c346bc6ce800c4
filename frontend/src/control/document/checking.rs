//! Checking the document, and the results.

use leptos::prelude::*;

use crate::{
    control::{Page, engine::WorkerKind, page::set_changed, rest::Rest},
    scene::Chart,
    state::Event,
    wire::{Check, Checked},
};

/// The debounce time of a check after a change, in milliseconds: long enough for a change that comes in parts. While a
/// check is running, later ones wait for it and become one.
const REST_MS: u32 = 10;

impl Page {
    /// Checks the text after the debounce time.
    pub(super) fn check_soon(self) {
        self.document.check_rest.update_value(|rest| rest.then(REST_MS, move || self.check_now()));
    }

    /// Checks the text.
    pub(in crate::control) fn check_now(self) {
        self.document.check_rest.update_value(Rest::cancel);
        let check = Check {
            workflow: self.document.workflow.get_untracked(),
            modules: self.modules.list().read_untracked().known(),
            across: self.settings.appearance().read_untracked().across,
            drawn: self.engine.drawn(),
        };
        self.ask(WorkerKind::Engine, check, move |answer| match answer {
            Ok(checked) => self.checked(checked),
            Err(_) => self.not_checked(),
        });
    }

    /// Whether the results are those of the current text.
    pub(in crate::control) fn is_checked(self) -> bool {
        let is_checking = self.engine.is_checking();
        let is_pending = |rest: StoredValue<Rest, LocalStorage>| rest.with_value(Rest::is_pending);
        !is_checking && !is_pending(self.document.check_rest) && !is_pending(self.document.draw_rest)
    }

    /// Updates the document with the results of a check.
    fn checked(self, mut checked: Checked) {
        let Some(picture) = checked.picture.take() else { return self.show_checked(checked, None) };
        // In its own task: reading a large picture takes about as long as showing it, and the page responds in between.
        self.then_draw(move || {
            let chart = picture.read().map(Chart::new);
            self.then_draw(move || self.show_checked(checked, chart));
        });
    }

    fn then_draw(self, act: impl FnOnce() + 'static) {
        self.document.draw_rest.update_value(|rest| rest.then(0, act));
    }

    fn show_checked(self, checked: Checked, chart: Option<Chart>) {
        self.document.draw_rest.update_value(Rest::cancel);
        if !self.is_checked() {
            // The text has changed meanwhile.
            return;
        }
        let Checked { problems, options, modules, is_drawn, places, .. } = checked;
        self.document.show_problems(problems);
        let is_sound = chart.is_some() || is_drawn;
        set_changed(self.document.set_sound, is_sound);
        // The marks of an invalid text stay where they were, as far as the editor can follow.
        if is_sound {
            self.document.tell_editor(|editor| editor.set_processors(&places));
            self.document.places.set_value(places);
        }
        if let Some(chart) = chart {
            self.engine.has_drawn(chart.number());
            if self.document.chart.read_untracked().as_deref() != Some(&chart) {
                self.document.set_chart.set(Some(chart.into()));
            }
        }
        if let Some(file) = options {
            let mut options = self.document.options.get_untracked();
            options.read(file);
            set_changed(self.document.set_options, options);
        }
        if !modules.is_empty() {
            // Loaded now, it is ready before the user presses Run.
            self.start_engine(WorkerKind::Sandbox);
        }
        set_changed(self.document.set_needed, modules);
        self.events.tell(&Event::Checked { is_sound });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{control::testing::page, scene::testing::picture_of};

    #[test]
    fn a_check_causes_an_event() {
        let (_owner, page, events) = page();
        let workflow = "strategy: level\nprocessors:\n- { id: a, type: local, processor: token_counter }\n";
        page.show_checked(Checked::default(), Some(Chart::new(picture_of(workflow))));
        page.show_checked(Checked::default(), None);
        assert_eq!(*events.borrow(), [Event::Checked { is_sound: true }, Event::Checked { is_sound: false }]);
        assert!(page.document.chart.read_untracked().is_some(), "the last drawing stays");
    }
}
