//! A document as it is stored: the user's work, and how one stored state follows from another.

use std::fmt;

use dagwood_core::Overrides;
use dagwood_proto::share::{Query, read_overrides, write_overrides};

use super::{Breakpoints, History};

/// A document as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// Its id; empty as long as there is nothing to store.
    pub id: String,
    /// The name that the user gave it; empty if it is named after its text.
    pub name: String,
    /// The workflow file.
    pub workflow: String,
    /// The input.
    pub input: String,
    /// The options that override the file.
    pub overrides: Overrides,
    /// Whether it runs in real time.
    pub live: bool,
    /// The example that was loaded as the text.
    pub example: Option<String>,
    /// The link that it was opened from, unless it has changed since.
    pub link: Option<String>,
    /// Where playing a run stops.
    pub breakpoints: Breakpoints,
    /// When it was changed, in milliseconds since 1970.
    pub changed: u64,
    /// The stored states that it follows from.
    pub history: History,
}

/// Why a stored document cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A part is missing.
    Missing(&'static str),
    /// A part is longer than [`Session::MOST_BYTES`].
    TooLarge(&'static str),
    /// The text ends too early.
    Truncated,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(part) => write!(f, "a document has no {part}"),
            Self::TooLarge(part) => {
                write!(f, "the {part} of a document has more than {} MiB", Session::MOST_BYTES >> 20)
            }
            Self::Truncated => f.write_str("a document ends too early"),
        }
    }
}

impl Session {
    /// The maximum size of each part of a document that is imported, in bytes.
    pub const MOST_BYTES: usize = 64 << 20;

    /// The parts of a record: names and values.
    #[must_use]
    pub fn record(&self) -> [(&'static str, String); 8] {
        let mut choices = Query::default();
        write_overrides(self.overrides, &mut choices);
        choices.put("live", self.live.then_some("on"));
        choices.put("example", self.example.as_ref());
        choices.put("link", self.link.as_ref());
        [
            ("id", self.id.clone()),
            ("name", self.name.clone()),
            ("workflow", self.workflow.clone()),
            ("input", self.input.clone()),
            ("choices", choices.to_string()),
            ("breakpoints", self.breakpoints.store()),
            ("changed", self.changed.to_string()),
            ("history", self.history.to_string()),
        ]
    }

    /// Reads a record, whose parts `get` returns. Id and workflow must be there; any other part that is missing or invalid
    /// is ignored.
    ///
    /// # Errors
    /// [`Damage`].
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, Damage> {
        let part = |name| {
            let text = get(name).unwrap_or_default();
            if text.len() > Self::MOST_BYTES { Err(Damage::TooLarge(name)) } else { Ok(text) }
        };
        let id = Some(part("id")?).filter(|id| is_id(id)).ok_or(Damage::Missing("id"))?;
        get("workflow").ok_or(Damage::Missing("workflow"))?;
        let choices = part("choices")?;
        let choices = Query::parse(choices.trim_start_matches('?'));
        let choice = |name| choices.get(name).map(Into::into);
        Ok(Self {
            id,
            name: part("name")?,
            workflow: part("workflow")?,
            input: part("input")?,
            overrides: read_overrides(&choices),
            live: choices.get("live").is_some(),
            example: choice("example"),
            link: choice("link"),
            breakpoints: Breakpoints::restore(&part("breakpoints")?),
            changed: part("changed")?.parse().unwrap_or_default(),
            history: History::parse(&part("history")?),
        })
    }

    /// The record as one text, for a storage of texts: all other parts in the first line, then workflow and input. A storage
    /// writes a text completely or not at all. `public/rescue.js` reads and writes it too.
    #[must_use]
    pub fn draft(&self) -> String {
        let mut head = Query::default();
        for (name, value) in self.record() {
            if name != "workflow" && name != "input" {
                head.set(name, value);
            }
        }
        head.set("length", self.workflow.encode_utf16().count());
        format!("{head}\n{}{}", self.workflow, self.input)
    }

    /// Reads that text.
    ///
    /// # Errors
    /// [`Damage`].
    pub fn of_draft(draft: &str) -> Result<Self, Damage> {
        let (head, texts) = draft.split_once('\n').ok_or(Damage::Truncated)?;
        let head = Query::parse(head.trim_start_matches('?'));
        let length = head.get("length").and_then(|length| length.parse().ok()).ok_or(Damage::Truncated)?;
        let (workflow, input) = split_at_unit(texts, length).ok_or(Damage::Truncated)?;
        Self::read(|name| match name {
            "workflow" => Some(workflow.into()),
            "input" => Some(input.into()),
            name => head.get(name).map(Into::into),
        })
    }

    /// What older versions of the page stored, under the names that `get` knows. It has no id.
    #[must_use]
    pub fn of_older_page(get: impl Fn(&str) -> Option<String>) -> Option<Self> {
        get("workflow")?;
        Self::read(|name| if name == "id" { Some("old".into()) } else { get(name) }).ok().map(|session| Self {
            id: String::new(),
            changed: 0,
            history: History::default(),
            ..session
        })
    }

    /// Whether a user would see no difference, except for the name.
    #[must_use]
    pub fn has_content_of(&self, other: &Self) -> bool {
        let content = |session: &Self| {
            let Self { workflow, input, overrides, live, breakpoints, .. } = session;
            (workflow.clone(), input.clone(), *overrides, *live, breakpoints.clone())
        };
        content(self) == content(other)
    }

    /// Its name for the user: the name that they gave it, else the first comment of its text.
    #[must_use]
    pub fn title(&self) -> String {
        title(&self.name, &self.workflow)
    }
}

/// Whether a text can be an id, which is also part of the names of locks.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The name of a document for the user.
#[must_use]
pub fn title(name: &str, workflow: &str) -> String {
    /// The maximum number of characters of a comment.
    const MOST: usize = 48;
    if !name.is_empty() {
        return name.into();
    }
    let comment = workflow.lines().map(str::trim_start).find_map(|line| line.strip_prefix('#'));
    let comment = comment.unwrap_or_default().trim_matches(['#', ' ', '\t', '.']);
    match comment.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", comment[..end].trim_end()),
        None if comment.is_empty() => UNTITLED.into(),
        None => comment.into(),
    }
}

/// The name of a document without a name and without a comment.
const UNTITLED: &str = "Untitled";

/// The name of a copy: with the smallest number, from 2, that is not taken.
#[must_use]
pub fn copy_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    let stem = numbered.filter(|(_, number)| number.parse::<u32>().is_ok()).map_or(name, |(stem, _)| stem);
    // There are fewer documents than numbers.
    (2..u32::MAX).map(|number| format!("{stem} ({number})")).find(|name| !is_taken(name)).unwrap_or_default()
}

/// Splits a text after this many UTF-16 units; `None` if it is shorter, or that is within a character.
fn split_at_unit(text: &str, units: usize) -> Option<(&str, &str)> {
    let mut passed = 0;
    for (byte, c) in text.char_indices() {
        if passed >= units {
            return (passed == units).then(|| text.split_at(byte));
        }
        passed += c.len_utf16();
    }
    (passed == units).then_some((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::Strategy;
    use proptest::prelude::*;

    fn session() -> Session {
        let mut breakpoints = Breakpoints::default();
        breakpoints.toggle("a b");
        let mut history = History::default();
        history.advance("w1");
        history.advance("w2");
        Session {
            id: "d1".into(),
            name: "Mine & theirs".into(),
            workflow: "strategy: level\n# 🪵 é\n".into(),
            input: "a\nb".into(),
            overrides: Overrides { strategy: Some(Strategy::Reactive), workers: Some(9), ..Overrides::default() },
            live: true,
            example: Some("first-steps".into()),
            link: Some("https://example.org/#code/d1.x".into()),
            breakpoints,
            changed: 1_700_000_000_000,
            history,
        }
    }

    #[test]
    fn reads_what_it_stores() {
        for session in [session(), Session { id: "e".into(), ..Session::default() }] {
            let record = session.record();
            let get = |name: &str| record.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone());
            assert_eq!(Session::read(get), Ok(session.clone()));
            assert_eq!(Session::of_draft(&session.draft()), Ok(session));
        }
    }

    #[test]
    fn says_what_is_damaged() {
        let draft = session().draft();
        let (head, texts) = draft.split_once('\n').expect("it has lines");
        for (damaged, why) in [
            (String::new(), Damage::Truncated),
            (head.into(), Damage::Truncated),
            (format!("{head}\n{}", &texts[..3]), Damage::Truncated),
            (format!("{}\n{texts}", head.replace("length=", "length=x")), Damage::Truncated),
            // In the middle of a character.
            ("?id=a&length=1\n🪵".into(), Damage::Truncated),
            ("?length=0\n".into(), Damage::Missing("id")),
            ("?id=a%2Fb&length=0\n".into(), Damage::Missing("id")),
        ] {
            assert_eq!(Session::of_draft(&damaged), Err(why), "{damaged}");
        }
        let huge = "x".repeat(Session::MOST_BYTES + 1);
        assert_eq!(
            Session::read(|name| Some(if name == "input" { huge.clone() } else { "x".into() })),
            Err(Damage::TooLarge("input"))
        );
        assert_eq!(Session::read(|name| (name == "id").then(|| "a".into())), Err(Damage::Missing("workflow")));
    }

    #[test]
    fn reads_what_older_pages_stored() {
        assert_eq!(Session::of_older_page(|_| None), None);
        let older = Session::of_older_page(|name| match name {
            "workflow" => Some("x".into()),
            "choices" => Some("?strategy=%ff&workers=3&\u{0}".into()),
            "breakpoints" => Some("pa\n".into()),
            _ => None,
        });
        let overrides = Overrides { workers: Some(3), ..Overrides::default() };
        let breakpoints = Breakpoints::restore("pa\n");
        assert_eq!(older, Some(Session { workflow: "x".into(), overrides, breakpoints, ..Session::default() }));
    }

    #[test]
    fn documents_are_named_after_their_text() {
        for (name, workflow, expected) in [
            ("Mine", "# Theirs\n", "Mine"),
            ("", "# A first workflow.\n# Look at: …\n", "A first workflow"),
            ("", "strategy: level\n  ## Second ##\n", "Second"),
            ("", "strategy: level\n", "Untitled"),
            ("", "#\nstrategy: level # other\n", "Untitled"),
            ("", "", "Untitled"),
        ] {
            assert_eq!(title(name, workflow), expected, "{workflow:?}");
        }
        let long = title("", &format!("# {}", "é ".repeat(99)));
        assert!(long.ends_with("é…") && long.chars().count() <= 49, "{long}");
    }

    #[test]
    fn copies_are_numbered() {
        for (name, taken, expected) in [
            ("A", &[][..], "A (2)"),
            ("A", &["A (2)", "A (3)"], "A (4)"),
            ("A (2)", &["A (2)"], "A (3)"),
            ("A (x)", &[], "A (x) (2)"),
            ("", &[], " (2)"),
        ] {
            assert_eq!(copy_name(name, |name| taken.contains(&name)), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn drafts_keep_any_text(workflow in ".{0,40}\n?.{0,20}", input in any::<String>(), name in any::<String>()) {
            let session = Session { id: "a".into(), workflow, input, name, ..Session::default() };
            prop_assert_eq!(Session::of_draft(&session.draft()), Ok(session));
        }

        #[test]
        fn any_text_is_read_or_refused(draft in any::<String>(), at in any::<prop::sample::Index>()) {
            let _ = Session::of_draft(&draft);
            let whole = session().draft();
            let mut end = at.index(whole.len());
            while !whole.is_char_boundary(end) {
                end -= 1;
            }
            if let Ok(read) = Session::of_draft(&whole[..end]) {
                prop_assert_eq!(read.workflow, session().workflow);
            }
        }
    }
}
