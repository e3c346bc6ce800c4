//! Converts changes that the page requests to replacements in the text of a workflow file.

use dagwood_core::text::edit::{Edit, NewCode, NewValue, edit_all, values};
use dagwood_proto::worker::{
    worker_request::{
        Describe, Edit as Request,
        edit::{Add, Key, Link, Operation, Remove, Rename, Set, add::Code, key::Value},
    },
    worker_response::{Described, Edited, described::Setting},
};

use crate::units::{Units, ends};

/// The replacements for a change, or why it is refused.
#[must_use]
pub(crate) fn edit(Request { workflow, operation }: &Request) -> Edited {
    let Some(operation) = operation else { return Edited::default() };
    let depends_on: Vec<&str>;
    let changes = match operation {
        Operation::Add(Add { id, code, depends_on: ids, after }) => {
            depends_on = ids.iter().map(String::as_str).collect();
            let code = match code {
                Some(Code::Module(name)) => NewCode::Wasm(name),
                Some(Code::Local(name)) => NewCode::Local(name),
                None => NewCode::Local(""),
            };
            vec![Edit::Add { id, code, depends_on: &depends_on, after: after.as_deref() }]
        }
        Operation::Remove(Remove { id }) => vec![Edit::Remove { id }],
        Operation::Rename(Rename { id, to }) => vec![Edit::Rename { id, to }],
        Operation::Connect(Link { from, to }) => vec![Edit::Connect { from, to }],
        Operation::Disconnect(Link { from, to }) => vec![Edit::Disconnect { from, to }],
        Operation::Set(Set { processor, keys }) => {
            let of = processor.as_deref();
            let set = keys.iter().map(|Key { name, value }| {
                let value = value.as_ref().map(|value| match value {
                    Value::Text(text) => NewValue::Text(text),
                    Value::Number(number) => NewValue::Number(*number),
                });
                Edit::Set { of, key: name, value }
            });
            set.collect()
        }
    };
    match edit_all(workflow, &changes) {
        Ok(edits) => {
            let units = Units::of(workflow, ends(&edits));
            Edited { replacements: units.replacements(edits), refusal: None }
        }
        Err(error) => Edited { replacements: Vec::new(), refusal: Some(error.to_string()) },
    }
}

/// The values of a processor in the file.
#[must_use]
pub(crate) fn describe(Describe { workflow, processor }: &Describe) -> Described {
    let setting = |(key, value)| Setting { key, value };
    Described { settings: values(workflow, processor).into_iter().map(setting).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagwood_proto::worker::Replacement;

    const TEXT: &str = "processors:\n- id: 🪵 # wood\n  timeout_ms: 5\n- { id: b, depends_on: [🪵] }\n";

    fn ask(operation: Operation) -> Edited {
        edit(&Request { workflow: TEXT.into(), operation: Some(operation) })
    }

    #[test]
    fn replacements_are_in_utf16_units() {
        let edited = ask(Operation::Rename(Rename { id: "🪵".into(), to: "log".into() }));
        let replacement = |from, to| Replacement { from, to, text: "log".into() };
        assert_eq!((edited.replacements, edited.refusal), (vec![replacement(18, 20), replacement(68, 70)], None));
    }

    #[test]
    fn keys_are_set_in_one_step() {
        let key = |name: &str, value| Key { name: name.into(), value };
        let keys = vec![
            key("strategy", Some(Value::Text("level".into()))),
            key("executor_options.max_concurrency", Some(Value::Number(2))),
        ];
        let edited = ask(Operation::Set(Set { processor: None, keys }));
        let text: Vec<_> = edited.replacements.iter().map(|replacement| &*replacement.text).collect();
        assert_eq!(text, ["strategy: level\nexecutor_options: { max_concurrency: 2 }\n"]);
    }

    #[test]
    fn a_refusal_says_why() {
        let edited = ask(Operation::Connect(Link { from: "b".into(), to: "🪵".into() }));
        let refusal = "this would create a cycle: 🪵 -> b -> 🪵";
        assert_eq!((edited.replacements, edited.refusal.as_deref()), (Vec::new(), Some(refusal)));
    }

    #[test]
    fn describes_a_processor() {
        let described = describe(&Describe { workflow: TEXT.into(), processor: "🪵".into() });
        let settings: Vec<_> = described.settings.iter().map(|s| (s.key.as_str(), s.value.as_str())).collect();
        assert_eq!(settings, [("id", "🪵"), ("timeout_ms", "5")]);
    }
}
