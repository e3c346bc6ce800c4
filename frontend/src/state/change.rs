//! A change of the workflow that is made elsewhere than in its text.

use dagwood_proto::v1::worker_request::edit::{Add, Link, Operation, Remove, Rename, Set, add::Code, set::Value};

/// A change, and what belongs to it in the page.
#[derive(Clone, Debug, PartialEq)]
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
        let add = Add {
            id: id.clone(),
            code: Some(Code::Local(local.into())),
            depends_on: after.clone().into_iter().collect(),
            after,
        };
        Self { select: Some(id), ..Self::new(Operation::Add(add)) }
    }

    /// A processor goes; a neighbour is selected.
    #[must_use]
    pub fn remove(id: String, neighbour: Option<String>) -> Self {
        Self { select: neighbour, ..Self::new(Operation::Remove(Remove { id })) }
    }

    /// Another id for the selected processor, which stays selected.
    #[must_use]
    pub fn rename(id: String, to: String) -> Self {
        let (field, select) = (Some("id".into()), Some(to.clone()));
        Self { operation: Operation::Rename(Rename { id, to }), field, select }
    }

    /// One more dependency.
    #[must_use]
    pub fn connect(from: String, to: String) -> Self {
        let field = Some("depends_on".into());
        Self { field, ..Self::new(Operation::Connect(Link { from, to })) }
    }

    /// One dependency less.
    #[must_use]
    pub fn disconnect(from: String, to: String) -> Self {
        let field = Some("depends_on".into());
        Self { field, ..Self::new(Operation::Disconnect(Link { from, to })) }
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
        let operation = Operation::Set(Set { processor, key: key.into(), value });
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
            let Operation::Set(Set { value, .. }) = change.operation else { panic!("it sets a value") };
            assert_eq!(value, expected, "{text:?}");
        }
    }
}
