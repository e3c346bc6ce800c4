//! Detects text files that are not UTF-8.

use alloc::format;

use crate::{
    Diagnostic,
    text::{Code, TextRange},
};

/// The diagnostic for a file whose first bytes show another encoding than UTF-8: the table of YAML 1.2.2, section 5.2.
/// O(1).
#[must_use]
pub fn other_encoding(file: &[u8]) -> Option<Diagnostic> {
    let encoding = match file {
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, _, ..] | [0xff, 0xfe, 0, 0, ..] | [_, 0, 0, 0, ..] => "UTF-32",
        [0xfe, 0xff, ..] | [0, _, ..] | [0xff, 0xfe, ..] | [_, 0, ..] => "UTF-16",
        _ => return None,
    };
    let message = format!("the file is {encoding} text; save it as UTF-8");
    Some(Diagnostic::error(Code::YamlSyntax, TextRange::default(), message))
}

/// The same for a file that a browser has decoded: it reads bytes that are not UTF-8 as U+FFFD.
pub(super) fn lost_encoding(text: &str) -> Option<Diagnostic> {
    other_encoding(text.trim_start_matches('\u{fffd}').as_bytes())
}

#[cfg(test)]
mod tests {
    use alloc::{string::String, vec::Vec};

    use super::{lost_encoding, other_encoding};

    #[test]
    fn knows_encodings_by_their_first_bytes() {
        let text = "strategy: level";
        let units = || text.encode_utf16();
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        let little32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let big32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        for (encoding, marked, bytes) in [
            ("UTF-16", &[0xff, 0xfe][..], &little),
            ("UTF-16", &[0xfe, 0xff], &big),
            ("UTF-32", &[0xff, 0xfe, 0, 0], &little32),
            ("UTF-32", &[0, 0, 0xfe, 0xff], &big32),
        ] {
            for file in [bytes.clone(), [marked, bytes].concat()] {
                let message = other_encoding(&file).map(|diagnostic| diagnostic.message);
                assert_eq!(message, Some(alloc::format!("the file is {encoding} text; save it as UTF-8")), "{file:?}");
                assert!(lost_encoding(&String::from_utf8_lossy(&file)).is_some(), "{file:?}");
            }
        }
        for file in ["", "a", text, "\u{feff}a", "\u{fffd}a", "é"] {
            assert_eq!(other_encoding(file.as_bytes()), None, "{file:?}");
            assert_eq!(lost_encoding(file), None, "{file:?}");
        }
    }
}
