//! Loading and opening examples.

use dagwood_core::Overrides;
use leptos::{prelude::*, task::spawn_local};

use super::{Example, ExampleInput, text};
use crate::{
    control::Page,
    interop::files,
    state::{Event, Session, Trouble, command::NotNow},
};

/// The example that needs no loading.
const FIRST: (&str, &str, &str) =
    ("hello", include_str!("../../../../public/examples/hello.yaml"), "THE QUICK BROWN FOX and the lazy dog");

/// The examples.
#[derive(Clone, Copy)]
pub struct Examples {
    list: ReadSignal<Vec<Example>>,
    set_list: WriteSignal<Vec<Example>>,
}

impl Examples {
    pub(in crate::control) fn new() -> Self {
        let (list, set_list) = signal(Vec::new());
        Self { list, set_list }
    }

    /// All examples, once they have been loaded.
    #[must_use]
    pub fn list(self) -> ReadSignal<Vec<Example>> {
        self.list
    }
}

impl Page {
    /// Shows the first example, which needs no loading.
    pub(in crate::control) fn show_first_example(self) {
        let (name, workflow, input) = FIRST;
        self.document.restore(Session {
            workflow: workflow.into(),
            input: input.into(),
            overrides: Overrides::default(),
            example: Some(name.into()),
        });
    }

    /// Loads the list of examples.
    pub(in crate::control) fn load_examples(self) {
        spawn_local(async move {
            match files::examples().await {
                Ok(examples) => self.examples.set_list.set(examples),
                Err(_) => self.notices.raise(Trouble::no_examples()),
            }
        });
    }

    /// Replaces workflow and input with an example. The editor can undo it.
    pub(in crate::control) fn open_example(self, name: String) -> Result<(), NotNow> {
        let found = self.examples.list.read_untracked().iter().find(|example| example.name == name).cloned();
        let example = found.ok_or(NotNow::NotThere)?;
        spawn_local(async move {
            match load(&example).await {
                Some((workflow, input)) => self.show_example(name, workflow, input),
                None => self.notices.show_error(text::not_loaded(&example.title)),
            }
        });
        Ok(())
    }

    fn show_example(self, name: String, workflow: String, input: String) {
        self.notices.clear();
        self.put(Session { workflow, input, overrides: Overrides::default(), example: Some(name) });
        self.events.tell(&Event::Edited);
    }
}

async fn load(example: &Example) -> Option<(String, String)> {
    let workflow = files::example_file(&example.file).await.ok()?;
    let input = match &example.input {
        ExampleInput::Text(text) => text.clone(),
        ExampleInput::File(file) => files::example_file(file).await.ok()?,
    };
    Some((workflow, input))
}
