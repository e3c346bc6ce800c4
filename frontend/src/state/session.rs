//! The state that survives a reload.

use dagwood_core::Overrides;
use dagwood_proto::share::{Query, read_overrides, write_overrides};

/// The user's own work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// The workflow file.
    pub workflow: String,
    /// The input.
    pub input: String,
    /// The options that override the file.
    pub overrides: Overrides,
    /// The example that was loaded as the text.
    pub example: Option<String>,
}

impl Session {
    /// The stored parts: names and values.
    #[must_use]
    pub fn store(&self) -> [(&'static str, String); 3] {
        let mut choices = Query::default();
        write_overrides(self.overrides, &mut choices);
        choices.put("example", self.example.as_ref());
        [(WORKFLOW, self.workflow.clone()), (INPUT, self.input.clone()), (CHOICES, choices.to_string())]
    }

    /// Reads a stored session through `get`. Without a workflow there is no session; any other part that is missing or
    /// invalid is ignored.
    #[must_use]
    pub fn restore(get: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let workflow = get(WORKFLOW)?;
        let choices = get(CHOICES).unwrap_or_default();
        let choices = Query::parse(choices.trim_start_matches('?'));
        Some(Self {
            workflow,
            input: get(INPUT).unwrap_or_default(),
            overrides: read_overrides(&choices),
            example: choices.get("example").map(Into::into),
        })
    }
}

const WORKFLOW: &str = "dagwood-playground/workflow";
const INPUT: &str = "dagwood-playground/input";
const CHOICES: &str = "dagwood-playground/choices";

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_core::Strategy;
    use std::collections::HashMap;

    #[test]
    fn restores_what_it_stores() {
        let session = Session {
            workflow: "strategy: level\n".into(),
            input: "a\nb".into(),
            overrides: Overrides { strategy: Some(Strategy::Reactive), workers: Some(9), ..Overrides::default() },
            example: Some("first-steps".into()),
        };
        let stored: HashMap<_, _> = session.store().into_iter().collect();
        assert_eq!(Session::restore(|name| stored.get(name).cloned()), Some(session));
    }

    #[test]
    fn ignores_what_is_corrupted() {
        assert_eq!(Session::restore(|_| None), None);
        let restored = Session::restore(|name| match name {
            WORKFLOW => Some("x".into()),
            CHOICES => Some("?strategy=%ff&workers=0&\u{0}".into()),
            _ => None,
        });
        assert_eq!(restored, Some(Session { workflow: "x".into(), ..Session::default() }));
    }
}
