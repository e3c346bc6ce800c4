//! A change of the workflow that is made elsewhere than in its text.

/// What is different after a change. Processors go by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// One more processor.
    Add {
        /// Its id.
        id: String,
        /// The name of the local processor that it runs.
        local: String,
        /// What it depends on and stands after; without, it depends on nothing and comes at the end.
        after: Option<String>,
    },
    /// A processor goes, also from what others depend on.
    Remove {
        /// Its id.
        id: String,
    },
    /// Another id, wherever the processor is mentioned.
    Rename {
        /// So far.
        id: String,
        /// From now on.
        to: String,
    },
    /// One more dependency.
    Connect {
        /// What ends first.
        from: String,
        /// What depends on it.
        to: String,
    },
    /// One dependency less.
    Disconnect {
        /// What ended first.
        from: String,
        /// What depended on it.
        to: String,
    },
    /// Another value for a key, or none.
    Set {
        /// The processor; without, the file as a whole.
        processor: Option<String>,
        /// The key, with those that lead to it, as in `simulate.duration_ms`.
        key: String,
        /// The new value; without, the key goes.
        value: Option<Value>,
    },
}

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Number(u64),
}

/// A change, and what belongs to it in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is to be different.
    pub operation: Operation,
    /// The field that asks for it, to show there why it is refused.
    pub field: Option<String>,
    /// The processor to select once it has been made.
    pub select: Option<String>,
}

impl Change {
    /// A change that no field asks for.
    #[must_use]
    pub fn new(operation: Operation) -> Self {
        Self { operation, field: None, select: None }
    }

    /// One more local processor, after another one or at the end; it is selected.
    #[must_use]
    pub fn add(id: String, local: &str, after: Option<String>) -> Self {
        let select = Some(id.clone());
        Self { select, ..Self::new(Operation::Add { id, local: local.into(), after }) }
    }

    /// A processor goes; a neighbour is selected.
    #[must_use]
    pub fn remove(id: String, neighbour: Option<String>) -> Self {
        Self { select: neighbour, ..Self::new(Operation::Remove { id }) }
    }

    /// Another id for the selected processor, which stays selected.
    #[must_use]
    pub fn rename(id: String, to: String) -> Self {
        let (field, select) = (Some("id".into()), Some(to.clone()));
        Self { operation: Operation::Rename { id, to }, field, select }
    }

    /// One more dependency.
    #[must_use]
    pub fn connect(from: String, to: String) -> Self {
        let field = Some("depends_on".into());
        Self { field, ..Self::new(Operation::Connect { from, to }) }
    }

    /// One dependency less.
    #[must_use]
    pub fn disconnect(from: String, to: String) -> Self {
        let field = Some("depends_on".into());
        Self { field, ..Self::new(Operation::Disconnect { from, to }) }
    }

    /// Another value for a key of a processor, or of the file; nothing takes it out. What reads as a whole number is one,
    /// unless the key takes any text.
    #[must_use]
    pub fn set(processor: Option<String>, key: &str, value: &str, is_text: bool) -> Self {
        let value = match value.parse() {
            _ if value.is_empty() => None,
            Ok(number) if !is_text => Some(Value::Number(number)),
            _ => Some(Value::Text(value.into())),
        };
        let operation = Operation::Set { processor, key: key.into(), value };
        Self { field: Some(key.into()), ..Self::new(operation) }
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
            let change = Change::set(None, "key", text, is_text);
            let Operation::Set { value, .. } = change.operation else { panic!("it sets a value") };
            assert_eq!(value, expected, "{text:?}");
        }
    }
}
