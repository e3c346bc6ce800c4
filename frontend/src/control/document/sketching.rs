//! Drawing a text with missing dependencies.

use leptos::prelude::*;

use crate::{
    control::{Page, engine::WorkerKind, page::set_changed, rest::Rest},
    scene::Chart,
    wire::Sketch,
};

/// The debounce, in milliseconds: an id that is being typed is missing until it is complete.
const REST_MS: u32 = 500;

impl Page {
    /// Draws texts with missing dependencies from now on.
    pub(crate) fn sketch_missing(self) {
        let rest = StoredValue::new_local(Rest::default());
        let is_asked = Memo::new(move |_| {
            let is_missing = self.document.problems().read().iter().any(|problem| problem.code == "unknown-dependency");
            is_missing.then(|| Sketch {
                workflow: self.document.workflow().get(),
                across: self.settings.appearance().read().across,
            })
        });
        Effect::new(move |_| match is_asked.get() {
            Some(sketch) => rest.update_value(|rest| rest.then(REST_MS, move || self.sketch(sketch))),
            None => {
                rest.update_value(Rest::cancel);
                set_changed(self.document.set_missing, Vec::new());
            }
        });
    }

    fn sketch(self, sketch: Sketch) {
        let workflow = sketch.workflow.clone();
        self.ask(WorkerKind::Engine, sketch, move |answer| {
            let is_current =
                !self.document.is_sound().get_untracked() && *self.document.workflow().read_untracked() == workflow;
            let Some((picture, missing)) = answer.ok().flatten().filter(|_| is_current) else { return };
            self.engine.has_drawn(picture.number);
            self.document.set_chart.set(Some(Chart::new(picture).into()));
            self.document.set_missing.set(missing);
        });
    }
}
