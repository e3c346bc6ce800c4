//! The problems of a workflow file, as shown in the page.

use dagwood_core::{Severity, counted};

use super::Replacement;

/// One problem of the workflow file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its severity.
    pub severity: Severity,
    /// The stable name of its kind.
    pub code: String,
    /// The message.
    pub message: String,
    /// Its start, in UTF-16 units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The line of its start, from 1.
    pub line: u32,
    /// The character of that line, from 1.
    pub column: u32,
    /// The quick fixes.
    pub fixes: Vec<Fix>,
}

/// A quick fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Its effect, as a command.
    pub title: String,
    /// Its replacements, all applied together.
    pub replacements: Vec<Replacement>,
}

/// A row of the list of problems.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    /// The problem at this index.
    One(usize),
    /// Notes of one kind, by their indices.
    Alike(Vec<usize>),
}

/// The rows of the list: three or more notes of one kind share a row, at the place of the first.
#[must_use]
pub fn rows(problems: &[Problem]) -> Vec<Row> {
    const ALIKE: usize = 3;
    let alike = |at: usize| {
        let Problem { severity, code, .. } = &problems[at];
        let is_alike = |&other: &usize| problems[other].severity == *severity && problems[other].code == *code;
        if *severity == Severity::Info { (0..problems.len()).filter(is_alike).collect() } else { vec![at] }
    };
    let mut rows = Vec::new();
    for at in 0..problems.len() {
        let group: Vec<_> = alike(at);
        if group.len() < ALIKE {
            rows.push(Row::One(at));
        } else if group[0] == at {
            rows.push(Row::Alike(group));
        }
    }
    rows
}

/// The number of problems of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Counts the problems.
    #[must_use]
    pub fn of(problems: &[Problem]) -> Self {
        let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Info) }
    }

    /// `2 errors, 1 warning`, or `No problems`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts: Vec<_> = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")]
            .into_iter()
            .filter(|&(count, _)| count > 0)
            .map(|(count, what)| counted(count, what))
            .collect();
        if parts.is_empty() { "No problems".into() } else { parts.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_notes_of_one_kind_share_a_row() {
        let problem = |(severity, code): (Severity, &str)| Problem {
            severity,
            code: code.into(),
            message: String::new(),
            from: 0,
            to: 0,
            line: 1,
            column: 1,
            fixes: Vec::new(),
        };
        use Severity::{Error, Info};
        let all =
            [(Info, "a"), (Error, "a"), (Info, "b"), (Info, "a"), (Info, "a"), (Error, "a"), (Error, "a"), (Info, "b")];
        let found = rows(&all.map(problem));
        let ones = [1, 2, 5, 6, 7].map(Row::One);
        assert_eq!(found, [&[Row::Alike(vec![0, 3, 4])][..], &ones].concat());
        assert_eq!(rows(&[]), []);
    }

    #[test]
    fn counts_read_as_a_phrase() {
        for (errors, warnings, notes, expected) in
            [(0, 0, 0, "No problems"), (1, 0, 0, "1 error"), (2, 1, 0, "2 errors, 1 warning"), (0, 0, 3, "3 notes")]
        {
            assert_eq!(Counts { errors, warnings, notes }.sentence(), expected);
        }
    }
}
