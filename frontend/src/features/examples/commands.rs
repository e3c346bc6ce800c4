//! Loading and opening examples.

use leptos::{prelude::*, task::spawn_local};

use super::{Example, ExampleInput, text};
use crate::{
    control::Page,
    interop::files,
    state::{Session, Trouble, command::NotNow},
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
    /// Loads the list of examples.
    pub(in crate::control) fn load_examples(self) {
        spawn_local(async move {
            match files::examples().await {
                Ok(examples) => self.examples.set_list.set(examples),
                Err(_) => self.notices.raise(Trouble::no_examples()),
            }
        });
    }

    /// Opens an example as a new document.
    pub(in crate::control) fn open_example(self, name: String) -> Result<(), NotNow> {
        let found = self.examples.list.read_untracked().iter().find(|example| example.name == name).cloned();
        let example = found.ok_or(NotNow::NotThere)?;
        spawn_local(async move {
            match load(&example).await {
                Some((workflow, input)) => {
                    let (name, example) = (example.title, Some(name));
                    self.put(Session { name, workflow, input, example, ..Session::default() });
                    self.say_opened();
                }
                None => self.notices.show_error(text::not_loaded(&example.title)),
            }
        });
        Ok(())
    }
}

/// The first example, which needs no loading.
pub(in crate::control) fn first_example() -> Session {
    let (name, workflow, input) = FIRST;
    Session { workflow: workflow.into(), input: input.into(), example: Some(name.into()), ..Session::default() }
}

async fn load(example: &Example) -> Option<(String, String)> {
    let workflow = files::example_file(&example.file).await.ok()?;
    let input = match &example.input {
        ExampleInput::Text(text) => text.clone(),
        ExampleInput::File(file) => files::example_file(file).await.ok()?,
    };
    Some((workflow, input))
}
