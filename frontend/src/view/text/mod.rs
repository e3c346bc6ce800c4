//! The texts of the views: a module for each feature. Names, help texts and keys of commands are in
//! [`crate::state::command`], sentences about a run in [`crate::scene`].

/// Texts, then sentences with values, each with an example for the test that lists all texts.
macro_rules! texts {
    (
        $(const $name:ident = $text:expr;)*
        $(fn $sentence:ident($($value:ident: $type:ty = $example:expr),+) = $format:literal;)*
    ) => {
        $(pub(in crate::view) const $name: &str = $text;)*
        $(pub(in crate::view) fn $sentence($($value: $type),+) -> String {
            format!($format)
        })*

        #[cfg(test)]
        pub(super) fn all() -> Vec<(&'static str, String)> {
            vec![
                $((stringify!($name), $name.to_owned()),)*
                $((stringify!($sentence), $sentence($($example),+)),)*
            ]
        }
    };
}

pub(super) mod editor;
pub(super) mod events;
pub(super) mod graph;
pub(super) mod header;
pub(super) mod inspector;
pub(super) mod notice;
pub(super) mod output;
pub(super) mod timeline;
pub(super) mod transport;

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use expect_test::expect_file;

    use super::*;

    #[test]
    fn all_texts() {
        let features = [
            ("editor", editor::all()),
            ("events", events::all()),
            ("graph", graph::all()),
            ("header", header::all()),
            ("inspector", inspector::all()),
            ("notice", notice::all()),
            ("output", output::all()),
            ("timeline", timeline::all()),
            ("transport", transport::all()),
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
