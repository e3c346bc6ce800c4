//! The encodings that other programs apply to links: percent-encoding (RFC 3986) and the character references of HTML.

use std::{borrow::Cow, fmt};

/// Percent-encodes all but the unreserved characters of RFC 3986, section 2.3, and `:` and `,`, which lists of options use.
pub(super) fn to_percent(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:,".contains(&byte) {
            write!(f, "{}", char::from(byte))?;
        } else {
            write!(f, "%{byte:02X}")?;
        }
    }
    Ok(())
}

/// Undoes one level of percent-encoding. Invalid encodings remain unchanged.
pub(super) fn from_percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = first_byte(rest) {
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text after `prefix`, which is ASCII and may be percent-encoded in part.
pub(super) fn strip_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let mut rest = text.as_bytes();
    for expected in prefix.bytes() {
        rest = first_byte(rest).and_then(|(byte, after)| (byte == expected).then_some(after))?;
    }
    Some(&text[text.len() - rest.len()..])
}

/// The first byte, decoded if it is percent-encoded, and the bytes after it.
fn first_byte(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let digit = |&byte: &u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    if let [b'%', high, low, after @ ..] = bytes
        && let (Some(high), Some(low)) = (digit(high), digit(low))
    {
        return Some((high << 4 | low, after));
    }
    bytes.split_first().map(|(&byte, after)| (byte, after))
}

/// Undoes one level of HTML's character references: the five of XML, and numeric ones.
pub(super) fn from_html(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return text.into() };
    let (mut decoded, mut rest) = (String::with_capacity(text.len()), text);
    let mut at = Some(first);
    while let Some(start) = at {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let (c, length) = reference(rest).unwrap_or(('&', 1));
        decoded.push(c);
        rest = &rest[length..];
        at = rest.find('&');
    }
    decoded.push_str(rest);
    decoded.into()
}

/// The character of a reference at the start of a text, and the length of the reference.
fn reference(text: &str) -> Option<(char, usize)> {
    // The longest is `&#1114111;`.
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
            char::from_u32(u32::from_str_radix(digits, radix).ok()?)?
        }
        None => match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        },
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoes_percent_encoding() {
        for (text, decoded) in [
            ("a%2Fb%2fc", "a/b/c"),
            ("%C3%A9", "é"),
            ("%252F", "%2F"),
            ("a+b", "a+b"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz", "%zz"),
            ("%+4", "%+4"),
            ("%é", "%é"),
            ("%FF", "\u{fffd}"),
        ] {
            assert_eq!(from_percent(text), decoded, "{text}");
        }
    }

    #[test]
    fn strips_a_prefix_however_it_is_written() {
        for (text, rest) in [
            ("code/x%20", Some("/x%20")),
            ("%63%6Fd%65%2Fx", Some("%2Fx")),
            ("code", Some("")),
            ("cod", None),
            ("%2563ode", None),
            ("%C3%A9", None),
        ] {
            assert_eq!(strip_prefix(text, "code"), rest, "{text}");
        }
    }

    #[test]
    fn undoes_references() {
        for (text, decoded) in [
            ("a=1&amp;b=2", "a=1&b=2"),
            ("&lt;&gt;&quot;&apos;", "<>\"'"),
            ("&#35;&#x2F;&#X3d;&#1114111;", "#/=\u{10ffff}"),
            ("&amp;amp;", "&amp;"),
            ("a&b;c&", "a&b;c&"),
            ("&#;&#x;&#xD800;&#1114112;&nbsp;", "&#;&#x;&#xD800;&#1114112;&nbsp;"),
            ("&é;&amp", "&é;&amp"),
            ("none", "none"),
        ] {
            assert_eq!(from_html(text), decoded, "{text}");
        }
    }
}
