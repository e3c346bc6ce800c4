//! Finds the parts of a link in a text that other programs may have changed.
//!
//! Chat and mail programs, editors and templates encode links again, for HTML or with percent signs, and include the
//! punctuation around a link. Both can be recognised from the structure of a link, and are undone here. The checksum
//! decides whether the result is the original link.

use std::borrow::Cow;

use super::{
    LinkError,
    escape::{from_html, from_percent, strip_prefix},
};

/// The parts of a link. It may still be damaged.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The page's address, without its `?`.
    page: String,
    /// The text between `?` and `#`.
    pub(super) query: String,
    /// The text after `#code`, unchanged.
    rest: String,
}

/// The start of the part that contains the document; a `/` follows.
const KIND: &str = "code";

impl Parts {
    /// The parts of the link that a text is or ends with; `None` if there is none.
    pub(super) fn find(text: &str) -> Option<Self> {
        let text = from_html(text.trim());
        let (address, rest, is_encoded) = split(&text)?;
        let (page, query) = split_query(address, is_encoded);
        Some(Self { page: page.into(), query: query.into_owned(), rest: rest.into() })
    }

    /// The codec, its payload and the checksum: the text after `#code/`.
    ///
    /// # Errors
    /// [`LinkError::Truncated`] and [`LinkError::ForeignCharacter`].
    pub(super) fn code(&self) -> Result<String, LinkError> {
        let rest = from_percent(&self.rest);
        // A link ends in a letter or digit. Anything after it is punctuation of the surrounding text.
        let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_foreign = |&c: &char| !c.is_ascii_alphanumeric() && !"-_.".contains(c);
        let mut chars = rest.chars();
        match chars.next() {
            None => return Err(LinkError::Truncated),
            Some('/') => {}
            Some(c) => return Err(LinkError::ForeignCharacter(c)),
        }
        let code = chars.as_str();
        match code.chars().find(is_foreign) {
            Some(c) => Err(LinkError::ForeignCharacter(c)),
            None => Ok(code.into()),
        }
    }
}

/// The normal form of the link, with its code repaired if possible.
impl From<Parts> for String {
    fn from(parts: Parts) -> Self {
        let code = parts.code().map_or_else(|_| parts.rest.clone(), |code| format!("/{code}"));
        let Parts { page, query, rest: _ } = parts;
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{page}{mark}{query}#{KIND}{code}")
    }
}

/// The text before `#code`, the text after it, and whether its `#` was encoded, which is assumed if there is no plain
/// one.
fn split(text: &str) -> Option<(&str, &str, bool)> {
    [("#", false), ("%23", true)].into_iter().find_map(|(mark, is_encoded)| {
        text.rmatch_indices(mark).find_map(|(at, _)| {
            let rest = strip_prefix(&text[at + mark.len()..], KIND)?;
            let is_longer_word = rest.starts_with(|c: char| c.is_alphanumeric());
            (!is_longer_word).then_some((&text[..at], rest, is_encoded))
        })
    })
}

/// The page and its query; if the `#` was encoded, the `?` and the query may be too.
fn split_query(address: &str, is_encoded: bool) -> (&str, Cow<'_, str>) {
    let encoded = |(at, _)| Some((&address[..at], strip_prefix(&address[at..], "?")?));
    let plain = address.split_once('?');
    let parts = plain.or_else(|| address.match_indices('%').filter(|_| is_encoded).find_map(encoded));
    let (page, query) = parts.unwrap_or((address, ""));
    // Every option in a link is written with `=`. Without a plain one, the whole query was encoded.
    let decoded = if query.contains('=') { String::new() } else { from_percent(query) };
    (page, if decoded.contains('=') { decoded.into() } else { query.into() })
}
