//! The editor, which is a separate JavaScript module.

use dagwood_core::{ProcessorIdx, Severity};
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::load::load;
use crate::state::{Fix, Problem, Replacement};

/// An editor in the page.
pub struct Editor {
    handle: Handle,
    _on_change: Closure<dyn FnMut(Vec<u8>)>,
    _on_show: Closure<dyn FnMut(u32)>,
}

impl Editor {
    /// Loads the module and puts an editor into `parent`. `text` is called when the editor is ready for it; `on_show`
    /// gets the processor to show in the graph.
    ///
    /// # Errors
    /// If the module cannot be loaded.
    pub async fn load(
        parent: &Element,
        described_by: &str,
        text: impl FnOnce() -> String,
        mut on_change: impl FnMut(String) + 'static,
        on_show: impl FnMut(u32) + 'static,
    ) -> Result<Self, JsValue> {
        let module: Module = JsFuture::from(load("editor")).await?.unchecked_into();
        let on_change = move |text: Vec<u8>| {
            // The browser's encoder only writes UTF-8.
            if let Ok(text) = String::from_utf8(text) {
                on_change(text);
            }
        };
        let (on_change, on_show) = (Closure::new(on_change), Closure::new(on_show));
        let options = object(&[
            ("doc", text().into()),
            ("label", "Workflow".into()),
            ("describedBy", described_by.into()),
            ("onChange", on_change.as_ref().clone()),
            ("onShow", on_show.as_ref().clone()),
        ]);
        let handle = JsFuture::from(module.create(parent, &options)).await?.unchecked_into();
        Ok(Self { handle, _on_change: on_change, _on_show: on_show })
    }

    /// Replaces the whole text, as one undo step.
    pub fn replace(&self, text: &str) {
        self.handle.replace(text);
    }

    /// Applies replacements, as one undo step; cursor and scroll position stay at their text.
    pub fn apply(&self, replacements: &[Replacement]) {
        self.handle.apply(&changes(replacements));
    }

    /// Underlines exactly these problems.
    pub fn show_problems(&self, problems: &[Problem]) {
        // The editor's limit; more would only slow it down.
        const SHOWN: usize = 500;
        let list: Array = problems
            .iter()
            .take(SHOWN)
            .map(|problem| {
                let severity = match problem.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info => "info",
                };
                object(&[
                    ("from", problem.from.into()),
                    ("to", problem.to.into()),
                    ("severity", severity.into()),
                    ("message", problem.message.as_str().into()),
                    ("code", problem.code.as_str().into()),
                    ("fixes", problem.fixes.iter().map(fix).collect::<Array>().into()),
                ])
            })
            .collect();
        self.handle.set_diagnostics(&list);
    }

    /// Completes exactly these names for modules.
    pub fn offer_modules(&self, names: &[String]) {
        self.handle.offer_modules(&names.iter().map(|name| JsValue::from_str(name)).collect());
    }

    /// Sets the range of each processor of the text: from, to, from, to, ... in UTF-16 units.
    pub fn set_processors(&self, places: &[u32]) {
        self.handle.set_processors(places);
    }

    /// Marks the lines of a processor, or none.
    pub fn select(&self, processor: Option<ProcessorIdx>) {
        self.handle.select(processor);
    }

    /// Selects a range in UTF-16 units, scrolls to it and focuses the editor.
    pub fn focus_at(&self, from: u32, to: u32) {
        self.handle.focus_at(from, to);
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.handle.destroy();
    }
}

fn fix(Fix { title, replacements }: &Fix) -> Object {
    object(&[("title", title.as_str().into()), ("changes", changes(replacements).into())])
}

/// Replacements in the editor's format.
fn changes(replacements: &[Replacement]) -> Array {
    let change = |replacement: &Replacement| {
        object(&[
            ("from", replacement.from.into()),
            ("to", replacement.to.into()),
            ("insert", replacement.text.as_str().into()),
        ])
    };
    replacements.iter().map(change).collect()
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a property of a plain object does not fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

#[wasm_bindgen]
extern "C" {
    type Module;

    #[wasm_bindgen(method)]
    fn create(this: &Module, parent: &Element, options: &Object) -> Promise;

    type Handle;

    #[wasm_bindgen(method)]
    fn replace(this: &Handle, text: &str);

    #[wasm_bindgen(method)]
    fn apply(this: &Handle, changes: &Array);

    #[wasm_bindgen(method, js_name = setDiagnostics)]
    fn set_diagnostics(this: &Handle, list: &Array);

    #[wasm_bindgen(method, js_name = offerModules)]
    fn offer_modules(this: &Handle, names: &Array);

    #[wasm_bindgen(method, js_name = setProcessors)]
    fn set_processors(this: &Handle, places: &[u32]);

    #[wasm_bindgen(method)]
    fn select(this: &Handle, processor: Option<u32>);

    #[wasm_bindgen(method, js_name = focusAt)]
    fn focus_at(this: &Handle, from: u32, to: u32);

    #[wasm_bindgen(method)]
    fn destroy(this: &Handle);
}
