//! Compares results with expectations, and reports all differences.

use std::fmt::Debug;

use crate::{Expect, ExpectDiagnostic, Observed, ObservedProcessor, SeenDiagnostic, case::ExpectProcessor};

impl Expect {
    /// All differences between a run and the expectation, one per line; empty if there are none.
    #[must_use]
    pub fn check(&self, seen: &Observed) -> Vec<String> {
        let mut report = Report(Vec::new());
        let Some(status) = &self.status else {
            return vec![format!("it ran ({}), but was to be refused", seen.status)];
        };
        report.same("status", status, &seen.status);
        report.optional("output", &self.output, &text(seen.output.as_deref()));
        report.optional("output", &self.output_bytes.clone().map(Some), &seen.output);
        report.optional("makespan_ms", &self.makespan_ms, &millis(seen.makespan_us));
        report.optional("events", &self.events, &seen.events);
        let starts = seen.events.iter().filter_map(|line| line.split_once(" Started "));
        let starts: Vec<_> = starts.filter_map(|(_, rest)| rest.rsplit_once(" #")).map(|(id, _)| id.into()).collect();
        report.optional("starts", &self.starts, &starts);
        for (id, expected) in &self.processors {
            match seen.processors.iter().find(|processor| processor.id == *id) {
                Some(processor) => report.processor(expected, processor),
                None => report.0.push(format!("there is no processor `{id}`")),
            }
        }
        report.0
    }

    /// All differences between the diagnostics of the file and the expectation.
    #[must_use]
    pub fn check_diagnostics(&self, seen: &[SeenDiagnostic]) -> Vec<String> {
        match &self.diagnostics {
            Some(expected) => check_diagnostics(expected, seen),
            None => {
                let unexpected = seen.iter().filter(|diagnostic| diagnostic.severity != "info");
                unexpected.map(|diagnostic| format!("unexpected: {diagnostic:?}")).collect()
            }
        }
    }
}

/// All differences between diagnostics and the expectation.
#[must_use]
pub fn check_diagnostics(expected: &[ExpectDiagnostic], seen: &[SeenDiagnostic]) -> Vec<String> {
    let mut report = Report(Vec::new());
    for i in 0..expected.len().max(seen.len()) {
        match (expected.get(i), seen.get(i)) {
            (Some(expected), Some(seen)) => {
                let wanted = (&expected.severity, &expected.code, expected.at.as_ref().unwrap_or(&seen.at));
                report.same(&format!("diagnostic {i}"), &wanted, &(&seen.severity, &seen.code, &seen.at));
                if let Some(covers) = &seen.covers {
                    report.optional(&format!("covers of diagnostic {i}"), &expected.covers, covers);
                }
                for says in expected.says.iter().filter(|says| !seen.message.contains(says.as_str())) {
                    report.0.push(format!("diagnostic {i} does not say {says:?}: {:?}", seen.message));
                }
            }
            (Some(expected), None) => report.0.push(format!("missing: {expected:?}")),
            (None, Some(seen)) => report.0.push(format!("unexpected: {seen:?}")),
            (None, None) => {}
        }
    }
    report.0
}

struct Report(Vec<String>);

impl Report {
    fn same<T: PartialEq + Debug>(&mut self, what: &str, expected: &T, seen: &T) {
        if expected != seen {
            self.0.push(format!("{what}: expected {expected:#?}, saw {seen:#?}"));
        }
    }

    fn optional<T: PartialEq + Debug>(&mut self, what: &str, expected: &Option<T>, seen: &T) {
        if let Some(expected) = expected {
            self.same(what, expected, seen);
        }
    }

    fn processor(&mut self, expected: &ExpectProcessor, seen: &ObservedProcessor) {
        let of = |what: &str| format!("{what} of `{}`", seen.id);
        self.optional(&of("state"), &expected.state, &seen.state);
        self.optional(&of("input"), &expected.input, &text(seen.input.as_deref()));
        self.optional(&of("output"), &expected.output, &text(seen.output.as_deref()));
        self.optional(&of("metadata"), &expected.metadata, &seen.metadata);
        self.optional(&of("attempts"), &expected.attempts, &seen.attempts);
        self.optional(&of("worker"), &expected.worker, &seen.worker);
        self.optional(&of("started_ms"), &expected.started_ms, &seen.started_us.map(millis));
        self.optional(&of("finished_ms"), &expected.finished_ms, &seen.finished_us.map(millis));
        if let Some(expected) = &expected.error {
            let codes = (expected.as_ref().map(|error| error.code), seen.error.as_ref().map(|error| error.code));
            self.same(&of("error code"), &codes.0, &codes.1);
            if let (Some(says), Some(seen)) = (expected.as_ref().and_then(|e| e.says.as_ref()), &seen.error)
                && !seen.message.contains(says)
            {
                self.0.push(format!("{} does not say {says:?}: {:?}", of("error"), seen.message));
            }
        }
    }
}

fn millis(micros: u64) -> f64 {
    micros as f64 / 1_000.0
}

/// Text as written in a case; for bytes that are not text, something that occurs in no case.
fn text(bytes: Option<&[u8]>) -> Option<String> {
    bytes.map(|bytes| String::from_utf8(bytes.into()).unwrap_or_else(|_| format!("<not text: {bytes:?}>")))
}
