//! How texts are written, the texts of views, scenes and commands in a module for each topic, and the list of all texts.
//! The features with a folder have their texts there. Names, help texts and keys of commands are in
//! [`crate::state::command`], sentences about a run in [`crate::scene`].

/// Texts, then sentences with values, each value with an example for the test that lists all texts.
macro_rules! texts {
    (
        $(const $name:ident = $text:expr;)*
        $(fn $sentence:ident($($value:ident: $type:ty = $example:expr),+) = $format:literal;)*
    ) => {
        $(pub(crate) const $name: &str = $text;)*
        $(pub(crate) fn $sentence($($value: $type),+) -> String {
            format!($format)
        })*

        #[cfg(test)]
        pub(crate) fn all() -> Vec<(&'static str, String)> {
            vec![
                $((stringify!($name), $name.to_owned()),)*
                $((stringify!($sentence), $sentence($($example),+)),)*
            ]
        }
    };
}

pub(crate) mod dialogs;
pub(crate) mod editor;
pub(crate) mod events;
pub(crate) mod graph;
pub(crate) mod header;
pub(crate) mod inspector;
pub(crate) mod later;
pub(crate) mod notice;
pub(crate) mod output;
pub(crate) mod timeline;
pub(crate) mod transport;

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use expect_test::expect_file;

    use super::{dialogs, editor, events, graph, header, inspector, later, notice, output, timeline, transport};
    use crate::features::{
        compare, documents, edit_form, examples, files, modules, orders, run_options, settings, share, verify, what_if,
    };

    #[test]
    fn all_texts() {
        let features = [
            ("compare", compare::text::all()),
            ("dialogs", dialogs::all()),
            ("documents", documents::text::all()),
            ("edit_form", edit_form::text::all()),
            ("editor", editor::all()),
            ("events", events::all()),
            ("examples", examples::text::all()),
            ("files", files::text::all()),
            ("graph", graph::all()),
            ("header", header::all()),
            ("inspector", inspector::all()),
            ("later", later::all()),
            ("modules", modules::text::all()),
            ("notice", notice::all()),
            ("orders", orders::text::all()),
            ("output", output::all()),
            ("run_options", run_options::text::all()),
            ("settings", settings::text::all()),
            ("share", share::text::all()),
            ("timeline", timeline::all()),
            ("transport", transport::all()),
            ("verify", verify::text::all()),
            ("what_if", what_if::text::all()),
        ];
        let mut listed = String::new();
        for (feature, texts) in features {
            let _ = writeln!(listed, "{feature}");
            for (name, text) in texts {
                let _ = writeln!(listed, "    {name}: {text:?}");
            }
        }
        expect_file!["texts.txt"].assert_eq(&listed);
    }
}
