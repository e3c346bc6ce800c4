//! What verified tests have shown, in sentences.

use std::fmt;

use dagwood_core::counted;
use dagwood_export::test::{Difference, Verdict};

use super::text;

/// A test that has been verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Its name.
    pub name: String,
    /// The number of its events.
    pub events: usize,
    /// Its result, or why it was not run.
    pub result: Result<Verdict, &'static str>,
}

impl Verified {
    /// Whether the run is the expected one.
    #[must_use]
    pub fn has_passed(&self) -> bool {
        self.result == Ok(Verdict::Passed)
    }

    /// The first step that differs.
    #[must_use]
    pub fn step(&self) -> Option<usize> {
        match &self.result {
            Ok(Verdict::Differs(difference)) => Some(difference.step),
            _ => None,
        }
    }
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, events, result } = self;
        match result {
            Ok(Verdict::Passed) => f.write_str(&text::passed(name, &counted(*events, "event"))),
            Ok(Verdict::Differs(Difference { step, expected, found })) => {
                let event = |event: &Option<String>| event.clone().unwrap_or_else(|| text::ENDED.into());
                let (differs, events) =
                    (text::differs(name, *step, *events), text::events(&event(expected), &event(found)));
                let note = if expected == found { format!(" {}", text::SAME_SENTENCE) } else { String::new() };
                write!(f, "{differs} {events}{note}")
            }
            Ok(Verdict::OtherHash { .. }) => f.write_str(&text::other_hash(name)),
            Err(why) => f.write_str(&text::not_run(name, why)),
        }
    }
}

/// The results of several tests: how many have passed, and each that has not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report(pub Vec<Verified>);

impl Report {
    /// Whether every test has passed.
    #[must_use]
    pub fn has_passed(&self) -> bool {
        self.0.iter().all(Verified::has_passed)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [one] = &self.0[..] {
            return write!(f, "{one}");
        }
        let passed = self.0.iter().filter(|one| one.has_passed()).count();
        f.write_str(&text::count(passed, self.0.len()))?;
        self.0.iter().filter(|one| !one.has_passed()).try_for_each(|one| write!(f, " {one}"))
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn one_notice_says_which_tests_differ_and_where() {
        let verified = |name: &str, result| Verified { name: name.into(), events: 9, result };
        let differs = |expected: Option<&str>, found: Option<&str>| {
            let (expected, found) = (expected.map(Into::into), found.map(Into::into));
            Ok(Verdict::Differs(Difference { step: 5, expected, found }))
        };
        let passed = verified("a", Ok(Verdict::Passed));
        let reports = [
            Report(vec![passed.clone()]),
            Report(vec![verified("b", differs(Some("at 0 ms: x starts"), Some("at 1 ms: x starts")))]),
            Report(vec![verified("b", differs(Some("at 0 ms: x starts"), Some("at 0 ms: x starts")))]),
            Report(vec![verified("b", differs(None, Some("at 1 ms: x starts")))]),
            Report(vec![passed.clone(), passed.clone()]),
            Report(vec![
                passed,
                verified("c", Ok(Verdict::OtherHash { found: "0".into() })),
                verified("d", Err(text::PROBLEMS)),
            ]),
        ];
        let said: Vec<_> = reports.iter().map(ToString::to_string).collect();
        expect![[r#"
            “a” passed: all 9 events match.
            “b” differs at step 5 of 9. Expected: at 0 ms: x starts. Found: at 1 ms: x starts.
            “b” differs at step 5 of 9. Expected: at 0 ms: x starts. Found: at 0 ms: x starts. The data of these events differ, such as their payloads.
            “b” differs at step 5 of 9. Expected: the run has ended. Found: at 1 ms: x starts.
            2 of 2 tests passed.
            1 of 3 tests passed. “c” has the same events, but another trace hash: the options, the graph or the format of traces differ. “d” was not run: its workflow has problems."#]].assert_eq(&said.join("\n"));
        assert_eq!(reports.each_ref().map(Report::has_passed), [true, false, false, false, true, false]);
        assert_eq!(reports[1].0[0].step(), Some(5));
    }
}
