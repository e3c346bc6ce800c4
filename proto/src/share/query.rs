//! The readable part of a link: `?name=value&name=value`.

use std::fmt;

/// Options by name, in the order of the link. Those that nobody knows are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands after the `?`. What is not percent-encoded as it should be is taken as it stands.
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

    /// Sets an option, in its old place if it has one.
    pub fn set(&mut self, name: &str, value: impl fmt::Display) {
        let value = value.to_string();
        match self.0.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.into(), value)),
        }
    }

    /// Takes an option out.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| other != name);
    }
}

/// With its `?`, or nothing at all.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.0.iter().enumerate() {
            f.write_str(if i == 0 { "?" } else { "&" })?;
            encode(name, f)?;
            f.write_str("=")?;
            encode(value, f)?;
        }
        Ok(())
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986, section 2.3.
fn encode(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            write!(f, "{}", char::from(byte))?;
        } else {
            write!(f, "%{byte:02X}")?;
        }
    }
    Ok(())
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = (byte == b'%').then(|| after.get(..2)).flatten();
        let hex = escaped.and_then(|digits| std::str::from_utf8(digits).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(if byte == b'+' { b' ' } else { byte });
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
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

    #[test]
    fn takes_broken_escapes_as_they_stand() {
        for (text, value) in [("a=%", "%"), ("a=%4", "%4"), ("a=%zz", "%zz"), ("a=%C3%A9", "é"), ("a=%FF", "\u{fffd}")]
        {
            assert_eq!(Query::parse(text).get("a"), Some(value), "{text}");
        }
    }
}
