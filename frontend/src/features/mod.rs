//! The features with a folder of their own. Each has the same files, as far as it needs them: `state`, `model` (pure functions
//! to what is shown), `commands` (signals, and what changes them), `view`, and `text` (what users read).

// The macro of Leptos makes parts of every component public, whatever is written there, and components own what they
// are given.
#![allow(unreachable_pub, clippy::needless_pass_by_value)]

/// Constants for texts, and a list of them for the test below.
macro_rules! texts {
    ($($name:ident = $text:literal;)*) => {
        $(pub(crate) const $name: &str = $text;)*

        #[cfg(test)]
        pub(crate) const ALL: &[&str] = &[$($name),*];
    };
}

pub mod compare;
pub mod edit_form;
pub mod examples;
pub mod modules;
pub mod orders;
pub mod settings;
pub mod share;
pub mod what_if;

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    /// All texts of the features, to be read in one place. Examples stand for texts with values.
    #[test]
    fn texts() {
        let features = [
            ("compare", compare::text::ALL, compare::text::examples()),
            ("edit_form", edit_form::text::ALL, Vec::new()),
            ("examples", examples::text::ALL, examples::text::examples()),
            ("modules", modules::text::ALL, modules::text::examples()),
            ("orders", orders::text::ALL, orders::text::examples()),
            ("settings", settings::text::ALL, Vec::new()),
            ("share", share::text::ALL, share::text::examples()),
            ("what_if", what_if::text::ALL, what_if::text::examples()),
        ];
        let mut texts = String::new();
        for (feature, constants, examples) in features {
            texts += &format!("{feature}\n");
            for text in constants.iter().copied().chain(examples.iter().map(String::as_str)) {
                texts += &format!("  {text:?}\n");
            }
        }
        expect![[r#"
            compare
              "Compare"
              "Runs to compare"
              "Compare two to four runs side by side: when processors start, and what each run costs."
              ", fastest"
              "Show"
              "Cost of each run"
              "Run"
              "Rows of the chart"
              "by worker"
              "by processor"
              "◆ starts at a different time in another run"
              " busy  "
              " idle  "
              " lower bound"
              "All runs on one time axis"
              "The attempts of all runs"
              "Run 2 of 4"
              "Run 3"
              "Strategy of run 1"
              "Workers of run 1"
              "Remove run 1"
              "Show level"
              "9 more attempts are not drawn."
            edit_form
              "Add processor"
              "Edit"
              "Add processor after this one"
              "Delete"
              "Depends on"
              "Depend on"
              "Connect"
              "Remove dependency on "
              "Remove"
            examples
              "Example"
              "Your own"
              "“Hello” could not be loaded."
            modules
              "Modules"
              "drop .wasm or .wat files anywhere"
              "Add modules"
              "The workflow names "
              ", which is missing."
              "Choose the file"
              "used"
              "not used"
              "cannot run"
              "Inspect"
              "Rename"
              "Replace"
              "Download"
              "Remove"
              "Cancel"
              "Can run: "
              " ABI"
              "Cannot run: "
              "what the workflow allows"
              "Memory"
              "Kind"
              "Size"
              "SHA-256"
              "Imports"
              "Exports"
              "Entry point of a call"
              "Disassembly"
              "Drop modules: .wasm or .wat"
              "2 added by you"
              "Choose the file for rle.wasm"
              "Replace rle.wasm"
              "New name of rle.wasm"
              "9 pages"
              "1 pages of 64 KiB, up to 9 pages"
              "99 bytes"
            orders
              "Orders"
              "Exploring…"
              "See every order in which the processors can complete, and what would happen if they shared one mutable payload."
              "Outputs with one shared payload"
              "Final payload"
              "Example"
              " (same as the graph)"
              "Play"
              "Steps of one order"
              "Example: first step"
              "Example: previous step"
              "Example: next step"
              "Example: last step"
              "Exploring: more than 9 states…"
              "The processors can complete in 1 order."
              "The processors can complete in 6 orders."
              "Following the graph, every order tried (all) gives the same output: “ab”."
              "Following the graph, the orders tried (all) give different outputs. This is a bug."
              "With one shared payload, all orders give the same output, too."
              "With one shared payload there are 2 possible outputs: the last writer wins."
              "Play an example that gives “ab”"
            settings
              "System"
              "Light"
              "Dark"
              "Presentation mode (large type, no editor, clicker keys)"
              "Single-letter shortcuts (outside text fields)"
              "Theme"
              "Sizes"
              " percent"
              "Width of the workflow"
              "Width of the inspector"
              "Height of the timeline"
              "Height of the events"
            share
              "Share"
              "Link to copy"
              "Dismiss"
              "The link is ready to copy."
              "Opened from a link."
              "Opened from a link. Its input is not text: characters that cannot be shown are replaced by �."
              "No link: the workflow and its input are too large for a link; the limit is 4 MiB."
              "Link copied, 99 characters."
              "This link cannot be opened: the workflow and its input are too large for a link; the limit is 4 MiB. Nothing on the page has been changed."
              "Opened from a link. Run goes to step 3."
            what_if
              "What if"
              "Run the workflow, go to a step, and change something from there on."
              "Live runs are not repeatable. Run in virtual time to fork."
              "fails"
              "gets one more attempt"
              "takes"
              "Duration in milliseconds"
              " ms"
              "gives"
              "Output"
              "there are"
              "Workers from here on"
              " workers"
              "Runs"
              " and "
              "forks"
              "No runs yet."
              "Compare"
              "From step 3 on, what if mark …"
              "From step 3 on. Select a processor to change it."
              "Compare run 2 with run 1"
              "Run 1"
        "#]].assert_eq(&texts);
    }
}
