//! The data of a lesson: fenced blocks with YAML or Markdown in them.

use dagwood_core::{
    Diagnostic,
    check::{self, predicate_from_reader},
    text::{
        Code, Spanned, TextRange,
        edit::Script,
        yaml::{Entry, NodeId, Reader, shorten},
    },
};

use crate::{
    Item,
    lesson::{Answer, Change, Start, Wrong},
    limits,
    markdown::{self, Places},
    question, schema,
    yaml::{self, lines, shift},
};

/// A kind of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Start,
    Checks,
    Solution,
    Wrong,
    Predict,
    Hint,
    Note,
}

/// The words of a fence: which kind of data it has, and its name. None for code to read.
pub(crate) fn kind(info: &str) -> Option<(Kind, &str)> {
    let info = info.trim();
    let (word, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
    let kind = match word {
        "yaml" if rest.trim() == "start" => return Some((Kind::Start, "")),
        "checks" => Kind::Checks,
        "solution" => Kind::Solution,
        "wrong" => Kind::Wrong,
        "predict" => Kind::Predict,
        "hint" => Kind::Hint,
        "note" => Kind::Note,
        _ => return None,
    };
    Some((kind, rest.trim()))
}

/// The data word that a misspelt word of a fence probably means.
pub(crate) fn meant(info: &str) -> Option<&'static str> {
    let word = info.split_whitespace().next()?;
    let known = [
        ("check", "checks"),
        ("solutions", "solution"),
        ("wrongs", "wrong"),
        ("predicts", "predict"),
        ("hints", "hint"),
        ("notes", "note"),
        ("start", "yaml start"),
    ];
    known.into_iter().find(|(near, _)| word.eq_ignore_ascii_case(near)).map(|(_, meant)| meant)
}

/// A block of data and its place.
pub(crate) struct Data<'f> {
    pub(crate) kind: Kind,
    pub(crate) name: &'f str,
    /// The file.
    pub(crate) file: &'f str,
    /// The content.
    pub(crate) code: TextRange,
    /// The block with its fences.
    pub(crate) range: TextRange,
}

impl Data<'_> {
    fn text(&self) -> &str {
        &self.file[self.code.bytes()]
    }

    /// Reads the block. If it is invalid, returns `None` and reports the problem.
    pub(crate) fn read(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Item> {
        let has_name = !self.name.is_empty();
        let may_have_name = matches!(self.kind, Kind::Solution | Kind::Wrong);
        if has_name && !may_have_name {
            let message =
                format!("only a solution and a wrong answer have a name, which `{}` would be", shorten(self.name));
            diagnostics.push(Diagnostic::warning(Code::BadOption, self.range, message));
        }
        if self.kind == Kind::Wrong && !has_name {
            let message = "a wrong answer needs a name, as in ```` ```wrong NAME ````";
            diagnostics.push(Diagnostic::error(Code::MissingKey, self.range, message));
        }
        let at = self.code.start;
        match self.kind {
            Kind::Start => Some(Item::Start(Start { text: self.text().into(), range: self.code })),
            Kind::Hint => Some(Item::Hint(markdown::prose(self.text(), Places::At(at), diagnostics))),
            Kind::Note => Some(Item::Note(markdown::prose(self.text(), Places::At(at), diagnostics))),
            Kind::Checks => yaml::document(self.text(), at, diagnostics, |reader, root| {
                let checks = check::from_reader(reader, root).into_iter();
                Some(Item::Checks(checks.map(|check| Spanned { range: shift(check.range, at), ..check }).collect()))
            }),
            Kind::Predict => yaml::document(self.text(), at, diagnostics, |reader, root| {
                if !reader.is_list(root) {
                    reader.wrong_type(root, "a list of questions");
                    return None;
                }
                let items = reader.items(root).into_iter().take(limits::QUESTIONS + 1);
                let questions = items.filter_map(|item| question::read(reader, item));
                Some(Item::Predict(
                    questions.map(|question| Spanned { range: shift(question.range, at), ..question }).collect(),
                ))
            }),
            Kind::Solution => yaml::document(self.text(), at, diagnostics, |reader, root| {
                let [edits, workflow] = reader.map(root, &schema::SOLUTION, ["edits", "workflow"])?;
                self.answer(reader, root, edits, workflow).map(Item::Solution)
            }),
            Kind::Wrong => {
                let (wrong, say) =
                    yaml::document(self.text(), at, diagnostics, |reader, root| self.wrong(reader, root))?;
                let say = markdown::prose(&say.value, Places::All(say.range), diagnostics);
                Some(Item::Wrong(Wrong { say, ..wrong }.into()))
            }
        }
    }

    fn answer(
        &self,
        reader: &mut Reader,
        root: NodeId,
        edits: Option<Entry>,
        workflow: Option<Entry>,
    ) -> Option<Answer> {
        let at = self.code.start;
        let change = match (edits, workflow) {
            (Some(edits), None) => {
                let text = reader.text(edits.value)?;
                let places = lines(self.text(), text.range, &text.value);
                if let Err(errors) = Script::read(&text.value) {
                    for error in errors {
                        let place = places.get(error.line as usize - 1).copied().unwrap_or(text.range);
                        reader.error(Code::BadOption, place, error.message);
                    }
                }
                let lines = places.into_iter().map(|place| shift(place, at)).collect();
                Change::Edits { text: text.value.into_owned(), lines }
            }
            (None, Some(workflow)) => {
                let text = reader.text(workflow.value)?;
                Change::Workflow(Start { text: text.value.into_owned(), range: shift(text.range, at) })
            }
            _ => {
                reader.error(Code::MissingKey, reader.range(root), "write either `edits` or `workflow`");
                return None;
            }
        };
        Some(Answer { name: self.name.into(), change, range: self.range })
    }

    /// A wrong answer, and its text in Markdown.
    fn wrong(&self, reader: &mut Reader, root: NodeId) -> Option<(Wrong, Spanned<String>)> {
        let names = ["say", "edits", "workflow", "fails", "when", "go"];
        let at = self.code.start;
        let [say, edits, workflow, fails, when, go] = reader.map(root, &schema::WRONG, names)?;
        for (key, entry) in [("say", say), ("fails", fails)] {
            if entry.is_none() {
                reader.missing(key, root, "");
            }
        }
        let say = say.and_then(|entry| reader.text(entry.value));
        let answer = self.answer(reader, root, edits, workflow);
        let failed = reader.texts(fails?.value, "a list of ids of checks");
        if failed.is_empty() {
            reader.error(Code::BadOption, fails?.key, "a wrong answer fails at least one check");
        }
        let fails = failed.into_iter();
        let fails = fails.map(|id| Spanned { value: id.value.into_owned(), range: shift(id.range, at) }).collect();
        let when = when.and_then(|entry| {
            let value = predicate_from_reader(reader, entry.value)?;
            Some(Spanned { value, range: shift(reader.range(entry.value), at) })
        });
        let go = go.and_then(|entry| question::moment(reader, entry.value));
        let go = go.map(|go| Spanned { range: shift(go.range, at), ..go });
        let say = say?;
        let say = Spanned { value: say.value.into_owned(), range: shift(say.range, at) };
        Some((Wrong { answer: answer?, say: Vec::new(), fails, when, go }, say))
    }
}
