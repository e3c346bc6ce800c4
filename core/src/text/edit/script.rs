//! Edits as lines of text. Lessons write solutions in this form.
//!
//! ```text
//! set [ID.]KEY = SCALAR          rename ID ID          add ID local NAME [after ID, ID]
//! connect ID -> ID               remove ID             add ID wasm FILE [after ID, ID]
//! disconnect ID -> ID            move ID before ID
//! ```
//!
//! Empty lines, and lines that begin with `#`, are skipped. A `SCALAR` is read as in YAML; without one, the key is removed. An
//! added processor comes after the last one that it depends on.

use alloc::{borrow::Cow, format, string::String, vec::Vec};
use core::fmt;

use super::{Edit, NewCode, NewValue, TextEdit, apply, compose::compose, edit};
use crate::text::{
    TextRange, schema,
    suggest::{nearest, question},
    yaml::{Kind, Resolved, Tree, shorten},
};

/// A list of edits, read from lines of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script<'s> {
    lines: Vec<Line<'s>>,
}

/// What is wrong with a line, or why its edit is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// The line, from 1.
    pub line: u32,
    /// The range in the text of the script.
    pub range: TextRange,
    /// The problem and its solution; starts in lower case and has no full stop.
    pub message: String,
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl core::error::Error for ScriptError {}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Line<'s> {
    number: u32,
    range: TextRange,
    action: Action<'s>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Action<'s> {
    Set {
        of: Option<&'s str>,
        key: &'s str,
        value: Option<Scalar<'s>>,
    },
    Add {
        id: &'s str,
        code: NewCode<'s>,
        after: Vec<&'s str>,
    },
    /// An edit that borrows all its words from the line.
    Other(Edit<'s>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Scalar<'s> {
    Text(Cow<'s, str>),
    Number(u64),
}

impl Action<'_> {
    fn edit(&self) -> Edit<'_> {
        match self {
            Self::Set { of, key, value } => {
                let value = value.as_ref().map(|value| match value {
                    Scalar::Text(text) => NewValue::Text(text),
                    Scalar::Number(number) => NewValue::Number(*number),
                });
                Edit::Set { of: *of, key, value }
            }
            Self::Add { id, code, after } => {
                Edit::Add { id, code: *code, depends_on: after, after: after.last().copied() }
            }
            Self::Other(edit) => edit.clone(),
        }
    }
}

impl<'s> Script<'s> {
    /// Reads a script. O(|text|).
    ///
    /// # Errors
    /// Every invalid line.
    pub fn read(text: &'s str) -> Result<Self, Vec<ScriptError>> {
        let (mut lines, mut errors) = (Vec::new(), Vec::new());
        let mut start = 0;
        for (number, whole) in (1..).zip(text.split_inclusive('\n')) {
            let line = whole.trim();
            let from = start + (whole.len() - whole.trim_start().len());
            start += whole.len();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let range = TextRange::new(from as u32, (from + line.len()) as u32);
            match action(line) {
                Ok(action) => lines.push(Line { number, range, action }),
                Err(message) => errors.push(ScriptError { line: number, range, message }),
            }
        }
        if errors.is_empty() { Ok(Self { lines }) } else { Err(errors) }
    }

    /// How many edits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are no edits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Applies the edits one after the other. Returns them together, as edits of the original text.
    /// O(edits · |text| log |text|).
    ///
    /// # Errors
    /// The first edit that is refused, and why.
    pub fn edits(&self, text: &str) -> Result<Vec<TextEdit>, ScriptError> {
        let (mut edited, mut all) = (String::from(text), Vec::new());
        for Line { number, range, action } in &self.lines {
            let change = action.edit();
            let refused =
                |error: super::EditError| ScriptError { line: *number, range: *range, message: format!("{error}") };
            let edits = edit(&edited, &change).map_err(refused)?;
            edited = apply(&edited, &edits);
            all = compose(all, edits);
        }
        Ok(all)
    }

    /// The text after the script.
    ///
    /// # Errors
    /// As [`Script::edits`].
    pub fn apply(&self, text: &str) -> Result<String, ScriptError> {
        Ok(apply(text, &self.edits(text)?))
    }
}

const VERBS: [&str; 7] = ["set", "connect", "disconnect", "rename", "remove", "add", "move"];

fn action(line: &str) -> Result<Action<'_>, String> {
    let (verb, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let words: Vec<&str> = rest.split_whitespace().collect();
    let form = |form: &str| format!("write `{form}`");
    match verb {
        "set" => {
            let (path, value) = rest.split_once('=').ok_or_else(|| form("set ID.KEY = VALUE"))?;
            let path = path.trim();
            if path.is_empty() || path.contains(char::is_whitespace) {
                return Err(form("set ID.KEY = VALUE"));
            }
            let (of, key) = split_path(path);
            Ok(Action::Set { of, key, value: scalar(value.trim())? })
        }
        "connect" | "disconnect" => match words[..] {
            [from, "->", to] if verb == "connect" => Ok(Action::Other(Edit::Connect { from, to })),
            [from, "->", to] => Ok(Action::Other(Edit::Disconnect { from, to })),
            _ => Err(form(&format!("{verb} ID -> ID"))),
        },
        "rename" => match words[..] {
            [id, to] => Ok(Action::Other(Edit::Rename { id, to })),
            _ => Err(form("rename ID NEW_ID")),
        },
        "remove" => match words[..] {
            [id] => Ok(Action::Other(Edit::Remove { id })),
            _ => Err(form("remove ID")),
        },
        "move" => match words[..] {
            [id, "before", before] => Ok(Action::Other(Edit::Move { id, before })),
            _ => Err(form("move ID before ID")),
        },
        "add" => {
            let wrong = || form("add ID local NAME after ID, ID");
            let ([id, kind, name], after) = match words[..] {
                [id, kind, name] => ([id, kind, name], ""),
                [id, kind, name, "after", _, ..] => {
                    ([id, kind, name], rest.split_once(" after ").map_or("", |(_, after)| after))
                }
                _ => return Err(wrong()),
            };
            let code = match kind {
                "local" => NewCode::Local(name),
                "wasm" => NewCode::Wasm(name),
                _ => return Err(format!("`{}` is not `local` or `wasm`", shorten(kind))),
            };
            let after: Vec<&str> =
                if after.is_empty() { Vec::new() } else { after.split(',').map(str::trim).collect() };
            if after.iter().any(|id| id.is_empty() || id.contains(char::is_whitespace)) {
                return Err(wrong());
            }
            Ok(Action::Add { id, code, after })
        }
        _ => {
            let question = question(nearest(verb, VERBS));
            Err(format!("`{}` is no edit; begin with `{}`{question}", shorten(verb), VERBS.join("`, `")))
        }
    }
}

/// Splits `ID.KEY` into processor and key. A key of the whole file has no processor.
pub(crate) fn split_path(path: &str) -> (Option<&str>, &str) {
    let first = path.split('.').next().unwrap_or(path);
    let of_file = schema::WORKFLOW.keys.iter().find(|key| key.name == first);
    let is_map = of_file.is_some_and(|key| matches!(key.shape, schema::Shape::Map(_)));
    if of_file.is_some() && (is_map || path == first) {
        return (None, path);
    }
    // An id may contain dots: the key starts at the first known key.
    let is_key = |rest: &str| {
        let name = rest.split('.').next().unwrap_or(rest);
        schema::PROCESSOR.keys.iter().any(|key| key.name == name)
    };
    let mut dots = path.match_indices('.').map(|(at, _)| at);
    let split = dots.clone().find(|&at| at > 0 && is_key(&path[at + 1..])).or_else(|| dots.next());
    match split {
        Some(at) => (Some(&path[..at]), &path[at + 1..]),
        None => (None, path),
    }
}

/// Reads a value as YAML; `None` for null.
fn scalar(text: &str) -> Result<Option<Scalar<'_>>, String> {
    let unreadable = || format!("`{}` is no text or whole number; put a text in double quotes", shorten(text));
    let tree = Tree::read(text).map_err(|_| unreadable())?;
    let Some(root) = tree.root else { return Ok(None) };
    let Kind::Scalar(scalar) = &tree.node(root).kind else { return Err(unreadable()) };
    Ok(match scalar.resolve() {
        Resolved::Null => None,
        Resolved::Int(number) => Some(Scalar::Number(u64::try_from(number).map_err(|_| unreadable())?)),
        Resolved::Text(_) => Some(Scalar::Text(scalar.text.clone())),
        Resolved::Bool(_) | Resolved::Float => return Err(unreadable()),
    })
}

#[cfg(test)]
mod tests {
    use alloc::{string::ToString, vec::Vec};

    use super::{Script, split_path};

    const FILE: &str = "\
strategy: reactive
processors:
  # The first.
  - { id: a, type: local, processor: reverse_text }
  - { id: b.c, type: local, processor: reverse_text, depends_on: [a] }
";

    #[test]
    fn makes_every_edit() {
        let script = "
            # All of them.
            set strategy = level
            set executor_options.max_concurrency = 2
            set b.c.simulate.duration_ms = 40
            set a.processor = prefix_suffix_adder
            set a.options.prefix = \"x = \\t\"
            add look local token_counter after a, b.c
            disconnect a -> b.c
            connect look -> a2
            rename a2 z
        ";
        let script = script.replace("connect look -> a2", "add a2 wasm m.wasm");
        let script = Script::read(&script).expect("every line is an edit");
        assert_eq!(script.len(), 9);
        let edited = script.apply(FILE).expect("every edit is made");
        expect_test::expect![[r#"
            strategy: level
            executor_options: { max_concurrency: 2 }
            processors:
              # The first.
              - { id: a, type: local, processor: prefix_suffix_adder, options: { prefix: "x = \t" } }
              - { id: b.c, type: local, processor: reverse_text, depends_on: [], simulate: { duration_ms: 40 } }
              - { id: look, type: local, processor: token_counter, depends_on: [a, b.c] }
              - { id: z, type: wasm, module: m.wasm }
        "#]]
        .assert_eq(&edited);
        let moved = Script::read("move b.c before a").expect("an edit").apply(FILE).expect("it is made");
        assert_eq!(moved.matches("  - { id: b.c").count(), 1);
        assert!(moved.find("id: b.c") < moved.find("# The first."), "{moved}");
    }

    #[test]
    fn says_what_is_wrong_with_a_line_and_where() {
        let text = "remove a\nconect a -> b\n\nset x\nadd q remote r\nset a.timeout_ms = 1.5\nmove a b";
        let errors: Vec<_> =
            Script::read(text).expect_err("most are no edits").iter().map(ToString::to_string).collect();
        assert_eq!(
            errors,
            [
                "line 2: `conect` is no edit; begin with `set`, `connect`, `disconnect`, `rename`, `remove`, `add`, `move`; did you \
                 mean `connect`?",
                "line 4: write `set ID.KEY = VALUE`",
                "line 5: `remote` is not `local` or `wasm`",
                "line 6: `1.5` is no text or whole number; put a text in double quotes",
                "line 7: write `move ID before ID`",
            ]
        );
        let script = Script::read("remove a\nremove nobody").expect("two edits");
        let error = script.edits(FILE).expect_err("there is nobody");
        assert_eq!((error.line, error.range.bytes(), &*error.message), (2, 9..22, "there is no processor `nobody`"));
    }

    #[test]
    fn tells_keys_of_processors_from_keys_of_the_file() {
        for (path, expected) in [
            ("strategy", (None, "strategy")),
            ("executor_options.priority", (None, "executor_options.priority")),
            ("a.processor", (Some("a"), "processor")),
            ("strategy.timeout_ms", (Some("strategy"), "timeout_ms")),
            ("b.c.simulate.duration_ms", (Some("b.c"), "simulate.duration_ms")),
            ("a.options.x.y", (Some("a"), "options.x.y")),
            ("a.unknown", (Some("a"), "unknown")),
            (".a", (Some(""), "a")),
        ] {
            assert_eq!(split_path(path), expected, "{path}");
        }
    }
}
