//! What a file or a text is: by its content, and by its name only where the content does not say.

use std::fmt;

use dagwood_core::limits::{MODULE_BYTES, TEXT_BYTES};
use dagwood_export::test::{MAX_BYTES as TEST_BYTES, Test};
use dagwood_import::{Imported, decode, import, keys};
use dagwood_proto::share::{MAX_LINK_BYTES, restore};

use super::text;
use crate::{state::Upload, store::File};

/// What a file or a text is, ready to open.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A workflow file.
    Workflow(String),
    /// A recording, converted to a workflow.
    Recording(Imported),
    /// A link, in its normal form.
    Link(String),
    /// A file of documents.
    Documents(Vec<u8>),
    /// A test of a workflow.
    Test(Box<Test>),
    /// A module, or its text.
    Module(Vec<u8>),
}

/// Why a file or a text cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has no content.
    Empty,
    /// It has more than this number of bytes, the limit of its kind.
    TooLarge(usize),
    /// It is neither a module nor UTF-8 text, for this reason.
    NotText(String),
    /// It is a recording that cannot be converted, for this reason.
    Recording(String),
    /// It is a test that cannot be read, for this reason.
    Test(String),
    /// It is a text of another kind.
    Unknown,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str(text::EMPTY),
            Self::TooLarge(most) => f.write_str(&text::too_large(most >> 20)),
            Self::NotText(why) => f.write_str(why),
            Self::Recording(why) => f.write_str(&text::damaged_recording(why)),
            Self::Test(why) => f.write_str(&text::damaged_test(why)),
            Self::Unknown => f.write_str(text::UNKNOWN),
        }
    }
}

/// Recognises a file, or a text, which has no name.
///
/// # Errors
/// [`Refusal`] if it is nothing that the page can open.
pub fn recognise(Upload { name, bytes }: Upload) -> Result<Content, Refusal> {
    let is_named = |ending: &str| name.to_lowercase().ends_with(ending);
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"\0asm") || is_named(".wasm") {
        return within(MODULE_BYTES, &bytes).map(|()| Content::Module(bytes));
    }
    within(File::MOST_BYTES, &bytes)?;
    let text = decode(bytes).map_err(Refusal::NotText)?;
    if is_named(".wat") || is_module(&text) {
        return within(MODULE_BYTES, text.as_bytes()).map(|()| Content::Module(text.into_bytes()));
    }
    if let Some(link) = link(&text) {
        return within(MAX_LINK_BYTES, text.as_bytes()).map(|()| Content::Link(link));
    }
    let keys = keys(&text);
    let has = |key: &str| keys.iter().any(|found| found == key);
    if has("format") && has("documents") {
        return Ok(Content::Documents(text.into_bytes()));
    }
    if has("schemaVersion") && has("workflow") {
        within(dagwood_import::MOST_BYTES, text.as_bytes())?;
        return import(&text).map(Content::Recording).map_err(|refused| Refusal::Recording(refused.to_string()));
    }
    if has("dagwood_test") {
        within(TEST_BYTES, text.as_bytes())?;
        let test = Test::read(&text).map_err(|refused| Refusal::Test(refused.to_string()))?;
        return Ok(Content::Test(Box::new(test)));
    }
    if has("processors") || is_named(".yaml") || is_named(".yml") || lists_processors(&text) {
        return within(TEXT_BYTES, text.as_bytes()).map(|()| Content::Workflow(text));
    }
    Err(Refusal::Unknown)
}

fn within(most: usize, bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > most { Err(Refusal::TooLarge(most)) } else { Ok(()) }
}

/// Whether a text is WebAssembly text, by the first line that is not a comment.
fn is_module(text: &str) -> bool {
    let first = text.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with(";;"));
    let word = first.and_then(|line| line.strip_prefix('(')).map(str::trim_start).unwrap_or_default();
    ["module", "component"].iter().any(|start| {
        let after = word.strip_prefix(start).map(|rest| rest.chars().next());
        after.is_some_and(|next| next.is_none_or(|c| c.is_whitespace() || "()".contains(c)))
    })
}

/// The link, if the text is only a link.
fn link(text: &str) -> Option<String> {
    let text = text.trim();
    if text.contains(char::is_whitespace) { None } else { restore(text) }
}

/// Whether a text has the one key that every workflow needs, at the first level of its YAML.
fn lists_processors(text: &str) -> bool {
    let key = |line: &str| line.split_once(':').map(|(key, _)| key.trim_end().trim_matches(['"', '\'']).to_owned());
    text.lines().any(|line| key(line).as_deref() == Some("processors"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Session;
    use dagwood_proto::share::{Moment, Query};
    use proptest::{collection::vec, prelude::*};

    const WORKFLOW: &str = "strategy: level\nprocessors:\n  - { id: a, type: local, processor: reverse_text }\n";
    const RECORDING: &str = r#"{"name": "n", "schemaVersion": "1.5", "workflow": {"specification": {"tasks": [
        {"id": "a", "parents": [], "children": []}]}}}"#;

    fn upload(name: &str, bytes: impl Into<Vec<u8>>) -> Upload {
        Upload { name: name.into(), bytes: bytes.into() }
    }

    /// The kind of a content, or the refusal.
    fn kind(name: &str, bytes: impl Into<Vec<u8>>) -> String {
        match recognise(upload(name, bytes)) {
            Ok(Content::Workflow(_)) => "workflow".into(),
            Ok(Content::Recording(_)) => "recording".into(),
            Ok(Content::Link(link)) => format!("link {}", &link[..link.find("d2.").unwrap_or(link.len())]),
            Ok(Content::Documents(_)) => "documents".into(),
            Ok(Content::Test(test)) => format!("test of {} events", test.events.len()),
            Ok(Content::Module(_)) => "module".into(),
            Err(refusal) => refusal.to_string(),
        }
    }

    #[test]
    fn everything_is_recognised_by_its_content() {
        let link =
            Moment { workflow: WORKFLOW.into(), ..Moment::default() }.link(Query::default()).expect("it is small");
        let link = |before: &str, after: &str| format!("{before}{link}{after}");
        let json = r#"{"processors": [], "workflow": "\"schemaVersion\""}"#;
        let documents = r#"{"format": "dagwood-documents", "version": 1, "documents": []}"#;
        for (name, text, expected) in [
            ("a.yaml", WORKFLOW, "workflow"),
            ("", WORKFLOW, "workflow"),
            ("a.txt", &WORKFLOW.replace('\n', "\r\n"), "workflow"),
            ("", "\u{feff}\"processors\" : []\n", "workflow"),
            ("a.YML", "not: a workflow", "workflow"),
            ("a.json", json, "workflow"),
            ("", json, "workflow"),
            ("a.json", RECORDING, "recording"),
            ("", RECORDING, "recording"),
            ("a.json", documents, "documents"),
            ("a.txt", documents, "documents"),
            ("a.txt", &link("https://example.org/play/", "\n"), "link https://example.org/play/#code/"),
            ("", &link("", ""), "link #code/"),
            ("", &link("https://example.org/", "").replace('#', "%23"), "link https://example.org/#code/"),
            ("", "https://example.org/#code/d1.damaged", "link https://example.org/#code/d1.damaged"),
            ("a.yaml", &format!("# {}\nprocessors: []\n", link("https://example.org/", "")), "workflow"),
            ("a.wasm", "\0asm\u{1}\0\0\0", "module"),
            ("a.bin", "\0asm\u{1}\0\0\0", "module"),
            ("a.wasm", "not a module", "module"),
            ("a.wat", "not a module", "module"),
            ("", ";; mine\n\n  (module $m)\n", "module"),
            ("", "( component\n)", "module"),
            ("", "(module", "module"),
            ("a.txt", "(modules)", text::UNKNOWN),
            ("a.json", "[1, 2]", text::UNKNOWN),
            ("a.json", r#"{"name": "package"}"#, text::UNKNOWN),
            ("a.txt", "a letter\n  processors: of something\n", text::UNKNOWN),
            ("", "https://example.org/", text::UNKNOWN),
            ("a.yaml", "", text::EMPTY),
            (
                "a.json",
                &RECORDING[..RECORDING.len() - 9],
                "it is a recording (WfFormat) that cannot be read: 2:45: EOF while parsing an object",
            ),
            (
                "a.json",
                &RECORDING.replace("1.5", "1.4"),
                "it is a recording (WfFormat) that cannot be read: schemaVersion: version \"1.4\" is not supported; \
                 1.5 and 1.6 are",
            ),
        ] {
            assert_eq!(kind(name, text), expected, "{name:?}: {text:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n"[..], "the file is not UTF-8 text: byte 0 cannot be read"),
            (b"\xff\xfep\0r\0", "the file is UTF-16 text; save it as UTF-8"),
            (b"processors:\xe9", "the file is not UTF-8 text: byte 11 cannot be read"),
        ] {
            assert_eq!(kind("a.yaml", bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn each_kind_has_its_limit() {
        let filled = |start: &str, len: usize| start.to_owned() + &" ".repeat(len - start.len());
        for (start, most) in [
            (WORKFLOW, TEXT_BYTES),
            ("\0asm", MODULE_BYTES),
            ("(module)", MODULE_BYTES),
            (RECORDING, dagwood_import::MOST_BYTES),
        ] {
            assert_eq!(kind("", filled(start, most + 1)), text::too_large(most >> 20));
        }
        assert_eq!(kind("", filled(WORKFLOW, TEXT_BYTES)), "workflow");
        assert_eq!(kind("", filled("(module)", MODULE_BYTES)), "module");
    }

    #[test]
    fn a_recording_is_converted() {
        let Ok(Content::Recording(imported)) = recognise(upload("", RECORDING)) else { panic!("it is one") };
        assert!(imported.workflow.contains("processors:\n- id: a\n"), "{}", imported.workflow);
        assert_eq!(imported.warnings.len(), 1, "its runtime is missing");
    }

    proptest! {
        /// Any bytes are recognised or refused, and a text stays as it is.
        #[test]
        fn any_bytes_are_recognised_or_refused(
            name in "(a[.](wasm|wat|yaml|json|txt))?",
            start in prop::sample::select(vec![&b""[..], b"\0asm", b"{\"", b"(module", b"#code/d1.", b"\xef\xbb\xbf", b"\xff\xfe"]),
            bytes in vec(any::<u8>(), 0..40),
        ) {
            let bytes = [start, &bytes[..]].concat();
            match recognise(upload(&name, bytes.clone())) {
                Ok(Content::Module(module)) => prop_assert!(bytes.ends_with(&module)),
                Ok(Content::Workflow(text)) => prop_assert!(bytes.ends_with(text.as_bytes())),
                Ok(_) => {}
                Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
            }
        }

        /// Any text with the beginning of a kind is recognised or refused.
        #[test]
        fn any_text_is_recognised_or_refused(
            start in prop::sample::select(vec!["", "{\"schemaVersion\":\"1.5\",\"workflow\":", "{\"format\":", "processors:"]),
            text in "[{}\\[\\]\":,a-c0 \n#%]{0,60}",
        ) {
            let _ = recognise(upload("", format!("{start}{text}")));
        }

        /// What the page saves opens as it was.
        #[test]
        fn a_saved_document_opens_again(name in ".{0,12}", rest in "[ -~\n]{0,40}") {
            let workflow = format!("processors: []\n{rest}");
            let session = Session { name, workflow: workflow.clone(), ..Session::default() };
            let file = super::super::file_of(&session.title(), "yaml");
            prop_assert_eq!(recognise(upload(&file, workflow.clone())), Ok(Content::Workflow(workflow)));
        }
    }
}
