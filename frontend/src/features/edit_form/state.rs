//! Changes of the workflow from outside the editor.

use dagwood_core::{FailureStrategy, Overrides, Priority, Strategy};

/// An edit of the workflow. Processors are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Adds a processor.
    Add {
        /// Its id.
        id: String,
        /// What it runs.
        code: Code,
        /// The processor that it depends on and follows in the file; if `None`, it depends on nothing and goes to the end.
        after: Option<String>,
    },
    /// Removes a processor, and every dependency on it.
    Remove {
        /// Its id.
        id: String,
    },
    /// Renames a processor, and every reference to it.
    Rename {
        /// The old id.
        id: String,
        /// The new id.
        to: String,
    },
    /// Adds a dependency.
    Connect {
        /// The dependency.
        from: String,
        /// The dependent.
        to: String,
    },
    /// Removes a dependency.
    Disconnect {
        /// The dependency.
        from: String,
        /// The dependent.
        to: String,
    },
    /// Sets or clears keys.
    Set {
        /// The processor; if `None`, the whole file.
        processor: Option<String>,
        /// The keys with their parent keys, as in `simulate.duration_ms`, and their new values; `None` removes a key.
        keys: Vec<(String, Option<Value>)>,
    },
}

/// What a new processor runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// The local processor of this name.
    Local(String),
    /// The module of this file name.
    Module(String),
}

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Number(u64),
}

/// An edit, and the page's context of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The edit.
    pub operation: Operation,
    /// The field of the form, which shows why the edit is refused.
    pub field: Option<String>,
    /// The processor to select after the edit.
    pub select: Option<String>,
}

impl Change {
    /// A change without a field.
    #[must_use]
    pub fn new(operation: Operation) -> Self {
        Self { operation, field: None, select: None }
    }

    /// Adds a processor after another one or at the end, and selects it.
    #[must_use]
    pub fn add(id: String, code: Code, after: Option<String>) -> Self {
        let select = Some(id.clone());
        Self { select, ..Self::new(Operation::Add { id, code, after }) }
    }

    /// Removes a processor, and selects a neighbour.
    #[must_use]
    pub fn remove(id: String, neighbour: Option<String>) -> Self {
        Self { select: neighbour, ..Self::new(Operation::Remove { id }) }
    }

    /// Renames the selected processor, which stays selected.
    #[must_use]
    pub fn rename(id: String, to: String) -> Self {
        let (field, select) = (Some("id".into()), Some(to.clone()));
        Self { operation: Operation::Rename { id, to }, field, select }
    }

    /// Adds a dependency.
    #[must_use]
    pub fn connect(from: String, to: String) -> Self {
        let field = Some("depends_on".into());
        Self { field, ..Self::new(Operation::Connect { from, to }) }
    }

    /// Removes a dependency.
    #[must_use]
    pub fn disconnect(from: String, to: String) -> Self {
        let field = Some("depends_on".into());
        Self { field, ..Self::new(Operation::Disconnect { from, to }) }
    }

    /// Sets a key of a processor; an empty value removes it. A whole number is stored as a number, unless the key takes any text.
    #[must_use]
    pub fn set(processor: String, key: &str, value: &str, is_text: bool) -> Self {
        let value = match value.parse() {
            _ if value.is_empty() => None,
            Ok(number) if !is_text => Some(Value::Number(number)),
            _ => Some(Value::Text(value.into())),
        };
        let operation = Operation::Set { processor: Some(processor), keys: vec![(key.into(), value)] };
        Self { field: Some(key.into()), ..Self::new(operation) }
    }

    /// Writes these options of a run into the file.
    #[must_use]
    pub fn set_options(options: Overrides) -> Self {
        let Overrides { strategy, priority, failure_strategy, workers } = options;
        let text = |key: &str, name: Option<&str>| Some((key.into(), Some(Value::Text(name?.into()))));
        let keys = [
            text("strategy", strategy.map(Strategy::name)),
            text("failure_strategy", failure_strategy.map(FailureStrategy::name)),
            workers.map(|workers| ("executor_options.max_concurrency".into(), Some(Value::Number(workers.into())))),
            text("executor_options.priority", priority.map(Priority::name)),
        ];
        Self::new(Operation::Set { processor: None, keys: keys.into_iter().flatten().collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_where_they_are_meant() {
        for (text, is_text, expected) in [
            ("", false, None),
            ("", true, None),
            ("12", false, Some(Value::Number(12))),
            ("12", true, Some(Value::Text("12".into()))),
            ("soon", false, Some(Value::Text("soon".into()))),
            ("-1", false, Some(Value::Text("-1".into()))),
        ] {
            let change = Change::set("a".into(), "key", text, is_text);
            let set = Operation::Set { processor: Some("a".into()), keys: vec![("key".into(), expected)] };
            assert_eq!(change.operation, set, "{text:?}");
        }
    }
}
