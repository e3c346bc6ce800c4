//! Writes texts as YAML scalars: plain where YAML allows it, else in quotes.

use alloc::{borrow::Cow, format, string::String};

use crate::text::yaml::{Resolved, Scalar};

/// `text` as a scalar that reads back as exactly this text.
pub(super) fn scalar(text: &str, in_flow: bool) -> Cow<'_, str> {
    if is_plain(text, in_flow) {
        return text.into();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    if text.contains(['"', '\\']) && !text.contains('\'') && !text.contains(needs_escape) {
        quoted.push('\'');
        quoted.push_str(text);
        quoted.push('\'');
        return quoted.into();
    }
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if needs_escape(c) => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted.into()
}

/// Characters that YAML does not print or takes as line ends. All have four hexadecimal digits at most.
fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether YAML reads the text unquoted as this text: sections 7.3.3 and 10.3 of YAML 1.2.2.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return false };
    let may_begin = match first {
        '-' | '?' | ':' => second.is_some_and(|second| !second.is_whitespace() && !is_flow_indicator(second)),
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => false,
        _ => true,
    };
    let is_marker = text.starts_with("---") || text.starts_with("...");
    let has_break = text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.contains(needs_escape);
    let ends_flow = in_flow && text.contains(|c| is_flow_indicator(c) || c == ':');
    let is_text = matches!(Scalar { text: text.into(), plain: true }.resolve(), Resolved::Text(_));
    may_begin && !is_marker && !has_break && !ends_flow && is_text && text.trim() == text
}

fn is_flow_indicator(c: char) -> bool {
    matches!(c, ',' | '[' | ']' | '{' | '}')
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn quotes_only_what_needs_it() {
        for (text, block, flow) in [
            ("shout", "shout", "shout"),
            ("a b", "a b", "a b"),
            ("a-b.c/d", "a-b.c/d", "a-b.c/d"),
            ("Straße 🦀", "Straße 🦀", "Straße 🦀"),
            ("[x", "\"[x\"", "\"[x\""),
            ("x, y", "x, y", "\"x, y\""),
            ("a:b", "a:b", "\"a:b\""),
            ("a: b", "\"a: b\"", "\"a: b\""),
            ("a#b", "a#b", "a#b"),
            ("a #b", "\"a #b\"", "\"a #b\""),
            ("-x", "-x", "-x"),
            ("- x", "\"- x\"", "\"- x\""),
            ("-", "\"-\"", "\"-\""),
            ("", "\"\"", "\"\""),
            (" x", "\" x\"", "\" x\""),
            ("12", "\"12\"", "\"12\""),
            ("1e3", "\"1e3\"", "\"1e3\""),
            ("true", "\"true\"", "\"true\""),
            ("~", "\"~\"", "\"~\""),
            ("null", "\"null\"", "\"null\""),
            ("yes", "yes", "yes"),
            ("it's", "it's", "it's"),
            ("say \"x\": y", "'say \"x\": y'", "'say \"x\": y'"),
            ("'\"", "\"'\\\"\"", "\"'\\\"\""),
            ("a\nb\t\u{1}", "\"a\\nb\\t\\u0001\"", "\"a\\nb\\t\\u0001\""),
            ("---", "\"---\"", "\"---\""),
        ] {
            assert_eq!(scalar(text, false), block, "{text:?} in block style");
            assert_eq!(scalar(text, true), flow, "{text:?} in flow style");
        }
    }
}
