//! Loading and opening examples.

use leptos::{prelude::*, task::spawn_local};

use super::{Example, ExampleInput, text};
use crate::{
    control::Page,
    interop::{address, files},
    state::{
        Session, Trouble,
        command::{Command, NotNow},
    },
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
                Ok(examples) => {
                    self.examples.set_list.set(examples);
                    self.follow_example();
                }
                Err(_) => self.notices.raise(Trouble::no_examples()),
            }
        });
    }

    /// Opens the example that the address names, unless it is on display.
    pub(in crate::control) fn follow_example(self) {
        let Some(name) = address::example() else { return };
        let list = self.examples.list.read_untracked();
        if list.is_empty() || self.document.example().read_untracked().as_ref() == Some(&name) {
            return;
        }
        if list.iter().any(|example| example.name == name) {
            self.give(Command::OpenExample(name));
        } else {
            self.notices.show_error(text::unknown(&name));
        }
    }

    /// Opens an example as a new document, and names it in the address.
    pub(in crate::control) fn open_example(self, name: String) -> Result<(), NotNow> {
        let found = self.examples.list.read_untracked().iter().find(|example| example.name == name).cloned();
        let example = found.ok_or(NotNow::NotThere)?;
        self.workspace.close_dialog();
        spawn_local(async move {
            match load(&example).await {
                Some((workflow, input)) => {
                    let (title, example) = (example.title, Some(name.clone()));
                    self.put(Session { name: title, workflow, input, example, ..Session::default() });
                    address::replace(&(self.address_without_link() + &address::of_example(&name)));
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
