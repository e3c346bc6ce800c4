//! JSON, and the problems of files in it. That of a run is `dagwood_export::json`.

use std::io::{self, Write};

use dagwood_core::text::Position;
use serde::Serialize;

use crate::problem::{Place, Problem};

/// Writes one value and a line end.
pub(crate) fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// The output of `dagwood check --format json`.
pub(crate) fn problems(problems: &[Problem]) -> Vec<ProblemReport<'_>> {
    problems.iter().map(ProblemReport::new).collect()
}

#[derive(Serialize)]
pub(crate) struct ProblemReport<'p> {
    file: &'p str,
    severity: &'static str,
    code: &'static str,
    message: &'p str,
    suggestion: Option<&'p str>,
    range: Option<RangeReport>,
}

#[derive(Serialize)]
struct RangeReport {
    start: PlaceReport,
    end: PlaceReport,
}

/// Lines and columns, in characters, from 1; the offset in bytes, from 0.
#[derive(Serialize)]
struct PlaceReport {
    line: u32,
    column: u32,
    offset: usize,
}

impl<'p> ProblemReport<'p> {
    fn new(problem: &'p Problem) -> Self {
        let place = |at: Position, offset| PlaceReport { line: at.line, column: at.column, offset };
        Self {
            file: &problem.file,
            severity: problem.severity.name(),
            code: problem.code,
            message: &problem.message,
            suggestion: problem.suggestion.as_deref(),
            range: problem.place.as_ref().map(|Place { start, end, bytes }| RangeReport {
                start: place(*start, bytes.start),
                end: place(*end, bytes.end),
            }),
        }
    }
}
