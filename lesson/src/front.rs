//! The head of a lesson: YAML between two lines of `---`.

use dagwood_core::{
    Diagnostic, Strategy,
    check::{NamedRun, RUN, run_from_reader},
    text::{
        Code, Spanned, TextRange,
        yaml::{Entry, NodeId, Reader},
    },
};

use crate::{
    limits, schema,
    yaml::{self, shift},
};

/// What the head of a lesson says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// Its range.
    pub range: TextRange,
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What a learner can do afterwards.
    pub objective: String,
    /// How many minutes it takes.
    pub minutes: u32,
    /// The ids of the lessons that come before.
    pub needs: Vec<Spanned<String>>,
    /// The input of the runs.
    pub input: String,
    /// The named runs.
    pub runs: Vec<Spanned<NamedRun>>,
    /// What the page offers besides the text.
    pub offers: Offers,
}

/// The choices that the page offers besides the text. Empty lists offer everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The strategies to choose from.
    pub strategies: Vec<Strategy>,
    /// The numbers of workers to choose from.
    pub workers: Vec<u32>,
    /// The names of panels to show.
    pub tabs: Vec<String>,
}

impl Front {
    /// The named runs.
    #[must_use]
    pub fn named_runs(&self) -> Vec<NamedRun> {
        self.runs.iter().map(|run| run.value.clone()).collect()
    }
}

/// Whether a text can be the id of a lesson: small letters, digits and hyphens.
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// The range of the head's YAML, and where the rest begins; `None` without a head.
pub(crate) fn find(text: &str) -> Option<(TextRange, usize)> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut at = start;
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().filter(|line| is_fence(line))?;
    at += first.len();
    let from = at;
    for line in lines {
        if is_fence(line) {
            return Some((TextRange::new(from as u32, at as u32), at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Reads the head at this range of the file.
pub(crate) fn read(text: &str, range: TextRange, diagnostics: &mut Vec<Diagnostic>) -> Option<Front> {
    let part = &text[range.bytes()];
    yaml::document(part, range.start, diagnostics, |reader, root| front(reader, root, range))
}

fn front(reader: &mut Reader, root: NodeId, range: TextRange) -> Option<Front> {
    let names = ["lesson", "id", "title", "objective", "minutes", "needs", "input", "runs", "offers"];
    let [version, id, title, objective, minutes, needs, input, runs, offers] =
        reader.map(root, &schema::FRONT, names)?;
    for (key, entry) in
        [("lesson", version), ("id", id), ("title", title), ("objective", objective), ("minutes", minutes)]
    {
        // For null, the reader reports a missing number, but not a missing text.
        let is_number = matches!(key, "lesson" | "minutes");
        if entry.is_none_or(|entry: Entry| is_number && reader.is_null(entry.value)) {
            reader.missing(key, root, "");
        }
    }
    reader.number(version);
    let id = id.and_then(|entry| reader.text(entry.value));
    if let Some(id) = &id
        && !is_id(&id.value)
    {
        reader.error(Code::BadOption, id.range, "the id of a lesson has small letters, digits and hyphens");
    }
    let text = |reader: &mut Reader, entry: Option<Entry>| {
        entry.and_then(|entry| reader.text(entry.value).map(|text| text.value.into_owned()))
    };
    let title = text(reader, title);
    let objective = text(reader, objective);
    let minutes = reader.number(minutes);
    let input = text(reader, input).unwrap_or_default();
    let needs = needs.map_or_else(Vec::new, |entry| reader.texts(entry.value, "a list of ids of lessons"));
    let needs =
        needs.into_iter().map(|need| Spanned { value: need.value.into_owned(), range: shift(need.range, range.start) });
    let needs = needs.collect();
    let runs = runs.map_or_else(Vec::new, |entry| named_runs(reader, entry, range.start));
    let offers = offers.map_or_else(Offers::default, |entry| self::offers(reader, entry));
    Some(Front {
        range,
        id: id?.value.into_owned(),
        title: title?,
        objective: objective?,
        minutes: minutes? as u32,
        needs,
        input,
        runs,
        offers,
    })
}

fn named_runs(reader: &mut Reader, entry: Entry, at: u32) -> Vec<Spanned<NamedRun>> {
    let entries = reader.own_keys(entry.value);
    if entries.len() > limits::RUNS {
        reader.error(Code::BadOption, entry.key, format!("more than {} named runs", limits::RUNS));
    }
    let mut runs = Vec::new();
    for [key, value] in entries.into_iter().take(limits::RUNS) {
        let Some(name) = reader.text(key) else { continue };
        if name.value == RUN || name.value.is_empty() || name.value.contains(['+', ',']) {
            reader.error(
                Code::BadOption,
                name.range,
                "`run` is the learner's own run; another name, without `+` and `,`, is needed",
            );
            continue;
        }
        if let Some(value) = run_from_reader(reader, &name.value, value) {
            runs.push(Spanned { value, range: shift(name.range, at) });
        }
    }
    runs
}

fn offers(reader: &mut Reader, entry: Entry) -> Offers {
    let Some([strategies, workers, tabs]) = reader.map(entry.value, &schema::OFFERS, ["strategies", "workers", "tabs"])
    else {
        return Offers::default();
    };
    let names = Strategy::ALL.map(Strategy::name);
    let items = |reader: &Reader, entry: Option<Entry>| entry.map_or_else(Vec::new, |entry| reader.items(entry.value));
    let strategies = items(reader, strategies).into_iter().take(names.len());
    let strategies = strategies.filter_map(|item| reader.choice(item, &names)).map(|at| Strategy::ALL[at]).collect();
    let mut numbers = Vec::new();
    for item in items(reader, workers).into_iter().take(64) {
        let Some(digits) = reader.digits(item) else { continue };
        match digits.value.parse() {
            Ok(number @ 1..=64) => numbers.push(number),
            _ => reader.error(Code::BadOption, digits.range, "a number of workers to choose from is from 1 to 64"),
        }
    }
    let tabs = tabs.map_or_else(Vec::new, |entry| reader.texts(entry.value, "a list of names of panels"));
    Offers { strategies, workers: numbers, tabs: tabs.into_iter().map(|tab| tab.value.into_owned()).collect() }
}
