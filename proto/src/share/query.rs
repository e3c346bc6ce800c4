//! The readable part of a link: `?name=value&name=value`.

use std::fmt;

use super::escape::{from_percent, to_percent};

/// Options by name, in the order of the link. Unknown options are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Parses the text after the `?`. Invalid percent-encodings remain unchanged.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(name), decode(value))
                })
                .collect(),
        )
    }

    /// The value of an option.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Sets an option, in its present place if it has one.
    pub fn set(&mut self, name: &str, value: impl fmt::Display) {
        let value = value.to_string();
        match self.0.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.into(), value)),
        }
    }

    /// Sets an option, or removes it if there is no value.
    pub fn put(&mut self, name: &str, value: Option<impl fmt::Display>) {
        match value {
            Some(value) => self.set(name, value),
            None => self.remove(name),
        }
    }

    /// Removes an option.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| other != name);
    }
}

/// With its `?`, or empty.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.0.iter().enumerate() {
            f.write_str(if i == 0 { "?" } else { "&" })?;
            to_percent(name, f)?;
            f.write_str("=")?;
            to_percent(value, f)?;
        }
        Ok(())
    }
}

/// In a query, `+` is a space as well.
fn decode(text: &str) -> String {
    from_percent(&text.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_it_does_not_know() {
        let mut query = Query::parse("strategy=level&utm=a%20b+c&flag&step=3");
        assert_eq!(query.get("strategy"), Some("level"));
        assert_eq!(query.get("utm"), Some("a b c"));
        assert_eq!(query.get("flag"), Some(""));
        query.set("step", 4);
        query.remove("strategy");
        query.set("node", "a&b");
        assert_eq!(query.to_string(), "?utm=a%20b%20c&flag=&step=4&node=a%26b");
    }
}
