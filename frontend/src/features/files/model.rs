//! The names of files, and the sentences about what has been opened.

use std::fmt;

use super::text;

/// The file name with this ending under which something of a document is saved.
#[must_use]
pub fn file_of(title: &str, ending: &str) -> String {
    /// The maximum number of characters before the ending: systems allow 255 bytes.
    const MOST: usize = 60;
    /// Names that Windows gives to devices.
    const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
    let is_allowed = |c: char| !c.is_control() && !r#"/\:*?"<>|"#.contains(c);
    let name: String = title.chars().map(|c| if is_allowed(c) { c } else { '-' }).take(MOST).collect();
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let is_port = |stem: &str| (stem.starts_with("COM") || stem.starts_with("LPT")) && stem.chars().count() == 4;
    match name {
        "" => format!("workflow.{ending}"),
        name if DEVICES.contains(&&*stem) || is_port(&stem) => format!("_{name}.{ending}"),
        name => format!("{name}.{ending}"),
    }
}

/// The name of the document of a file: its name without folders and without the ending.
#[must_use]
pub fn name_of_file(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.into(),
        _ => name.into(),
    }
}

/// What has become of opened files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The names of the documents that they became, the one on display last.
    pub opened: Vec<String>,
    /// The names of those among them that were recordings, with the warnings of their conversion.
    pub recordings: Vec<(String, Vec<String>)>,
    /// The names of modules.
    pub modules: Vec<String>,
    /// The numbers of new and of known documents in exported files.
    pub imported: Option<(usize, usize)>,
    /// The names of files that were not opened, each with the reason.
    pub refused: Vec<(String, String)>,
}

impl Report {
    /// Whether something was not opened.
    #[must_use]
    pub fn has_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    /// Whether it has nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { modules: self.modules.clone(), ..Self::default() }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { opened, recordings, modules, imported, refused } = self;
        let quoted = |names: &[String]| names.iter().map(|name| text::quoted(name)).collect::<Vec<_>>().join(", ");
        let mut sentences = Vec::new();
        match &opened[..] {
            [] => {}
            [title] => sentences.push(crate::text::notice::opened(title)),
            titles => sentences.push(text::opened(&quoted(titles))),
        }
        for (name, warnings) in recordings {
            sentences.push(text::converted(name));
            sentences.extend(warnings.iter().map(|warning| text::warning(warning)));
        }
        if !modules.is_empty() {
            sentences.push(text::to_modules(&quoted(modules)));
        }
        sentences.extend(imported.map(|(new, known)| text::imported(new, known)));
        for (name, why) in refused {
            sentences.push(match name.is_empty() {
                true => text::text_refused(why),
                false => text::refused(name, why),
            });
        }
        if !refused.is_empty() {
            sentences.push(text::OPENS.into());
        }
        f.write_str(&sentences.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn files_have_names_that_every_system_allows() {
        for (title, expected) in [
            ("Mine", "Mine.yaml"),
            ("A / B: “C”?", "A - B- “C”-.yaml"),
            ("..\\..\\secret", "-..-secret.yaml"),
            (" . ", "workflow.yaml"),
            ("", "workflow.yaml"),
            ("con", "_con.yaml"),
            ("nul.txt", "_nul.txt.yaml"),
            ("com1", "_com1.yaml"),
            ("Contents", "Contents.yaml"),
            ("tab\tline\n", "tab-line-.yaml"),
            ("Größe 木", "Größe 木.yaml"),
        ] {
            assert_eq!(file_of(title, "yaml"), expected, "{title:?}");
        }
        assert_eq!(file_of(&"木".repeat(99), "test.json"), "木".repeat(60) + ".test.json");
    }

    #[test]
    fn a_document_is_named_after_its_file() {
        for (file, expected) in [
            ("mine.yaml", "mine"),
            ("a folder/mine.v2.yml", "mine.v2"),
            ("C:\\mine.json", "mine"),
            (".yaml", ".yaml"),
            ("mine", "mine"),
            ("", ""),
        ] {
            assert_eq!(name_of_file(file), expected, "{file:?}");
        }
    }

    #[test]
    fn one_notice_says_what_became_of_each() {
        let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let refused = |name: &str, why: &str| (name.to_owned(), why.to_owned());
        let reports = [
            Report { opened: list(&["mine"]), ..Report::default() },
            Report { opened: list(&["a", "b"]), modules: list(&["c.wasm", "d.wat"]), ..Report::default() },
            Report {
                opened: list(&["r"]),
                recordings: vec![("r".into(), list(&["the runtime of task `a` is missing"]))],
                ..Report::default()
            },
            Report { imported: Some((2, 1)), ..Report::default() },
            Report {
                refused: vec![refused("d.png", "it is empty"), refused("", "it is none of these")],
                ..Report::default()
            },
        ];
        let said: Vec<_> = reports.iter().map(ToString::to_string).collect();
        expect![[r#"
            Opened “mine” as a new document.
            Opened as new documents: “a”, “b”. To the modules: “c.wasm”, “d.wat”.
            Opened “r” as a new document. “r” is converted from a recording. Warning: the runtime of task `a` is missing.
            Documents from a file: 2 new, 1 already there.
            “d.png” is not opened: it is empty. The text is not opened: it is none of these. The page opens workflows (YAML, JSON), recordings (WfFormat), links, exported documents, tests, and modules (.wasm, .wat)."#]].assert_eq(&said.join("\n"));
        assert!(Report { modules: list(&["c.wasm"]), ..Report::default() }.is_empty(), "the inspector reports them");
        assert_eq!(reports.each_ref().map(Report::has_refused), [false, false, false, false, true]);
    }
}
