//! What a JSON text is, by its first level.

use std::fmt;

use serde::{
    Deserializer as _,
    de::{IgnoredAny, MapAccess, Visitor},
};

/// The keys of the object that a JSON text is, up to its first error; none if it is something else.
#[must_use]
pub fn keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    // An error ends the list: the keys before it still show the kind of file.
    let _ = serde_json::Deserializer::from_str(text).deserialize_map(Keys(&mut keys));
    keys
}

struct Keys<'k>(&'k mut Vec<String>);

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key()? {
            self.0.push(key);
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_of_the_first_level_are_found_as_far_as_the_text_is_sound() {
        for (text, expected) in [
            (r#"{"name": "a", "workflow": {"tasks": []}}"#, &["name", "workflow"][..]),
            (r#"{"a": "\"b\": 1", "c": [{"d": 1}]}"#, &["a", "c"]),
            (r#"{"schemaVersion": "1.5", "workflow": {"spec"#, &["schemaVersion", "workflow"]),
            (r#"{"a": NaN, "b": 1}"#, &["a"]),
            ("[1]", &[]),
            ("{}", &[]),
            ("processors: []", &[]),
            ("", &[]),
        ] {
            assert_eq!(keys(text), expected, "{text}");
        }
        assert_eq!(keys(&format!("{{\"a\": {}", "[".repeat(100_000))), ["a"]);
    }

    proptest! {
        #[test]
        fn any_text_has_keys_or_none(text in r#"[\[\]{}":,\\ab1 ]{0,40}"#) {
            let keys = keys(&text);
            prop_assert!(keys.len() <= text.len());
        }
    }
}
