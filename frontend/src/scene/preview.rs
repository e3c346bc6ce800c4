//! Previews of payloads.

use dagwood_core::{Payload, counted};
use dagwood_export::drawing::Decimal;

use super::json::pretty;
use crate::state::Form;

/// The maximum number of characters shown of a payload.
const CHARACTERS: usize = 2_000;
/// The maximum number of bytes shown of a payload that is not text.
const BYTES: usize = 256;

/// The maximum number of bytes tried as JSON.
const JSON: usize = 256 << 10;

/// The beginning of a payload, and its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The text, or bytes in hexadecimal if it is not text.
    pub shown: String,
    /// A note, such as `5 bytes` or `the first 2,000 characters of 3 MiB`.
    pub note: String,
}

impl Preview {
    /// As text, or as bytes if it is not text. The whole payload is checked, but only the shown part is copied.
    #[must_use]
    pub fn new(payload: &Payload) -> Self {
        Self::in_form(payload, Form::Text)
    }

    /// In a form that the user chose; as text if this form is not possible.
    #[must_use]
    pub fn in_form(payload: &Payload, form: Form) -> Self {
        let bytes = payload.bytes();
        let size = byte_size(bytes.len());
        if form == Form::Hex {
            let more = if bytes.len() > BYTES { format!("the first {BYTES} bytes of {size}") } else { size };
            return Self { shown: dump(&bytes[..bytes.len().min(BYTES)]), note: more };
        }
        let Some(text) = payload.text() else {
            let hex: Vec<_> = bytes.iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect();
            let more = if bytes.len() > BYTES { format!(", the first {BYTES} are shown") } else { String::new() };
            return Self { shown: hex.join(" "), note: format!("{size}, not text{more}") };
        };
        let json = (form == Form::Json && bytes.len() <= JSON).then(|| pretty(text));
        let (text, note) = match json {
            Some(Some(json)) => return Self::beginning(&json, size),
            Some(None) => (text, format!("{size}, not JSON")),
            None => (text, size),
        };
        Self::beginning(text, note)
    }

    fn beginning(text: &str, note: String) -> Self {
        match text.char_indices().nth(CHARACTERS) {
            Some((end, _)) => Self { shown: text[..end].into(), note: format!("the first 2,000 characters of {note}") },
            None => Self { shown: text.into(), note },
        }
    }
}

/// Eight bytes per line: their offset, in hexadecimal, and as ASCII.
fn dump(bytes: &[u8]) -> String {
    let line = |(i, line): (usize, &[u8])| {
        let hex: String = line.iter().map(|byte| format!("{byte:02x} ")).collect();
        let seen = |&byte: &u8| if byte.is_ascii_graphic() || byte == b' ' { byte as char } else { '.' };
        format!("{:04x}  {hex:<24} {}", i * 8, line.iter().map(seen).collect::<String>())
    };
    bytes.chunks(8).enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// `1 byte`, `999 bytes`, `1.5 KiB`, `10 MiB`.
pub fn byte_size(bytes: usize) -> String {
    let in_unit = |unit: f64, name: &str| format!("{} {name}", Decimal::new((bytes as f64 / unit) as f32, 1));
    match bytes {
        0..1024 => counted(bytes, "byte"),
        1024..1_048_576 => in_unit(1024.0, "KiB"),
        _ => in_unit(1_048_576.0, "MiB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_beginning_and_the_size() {
        let long = "ä".repeat(CHARACTERS + 1);
        for (payload, shown, note) in [
            (Payload::from("hello"), "hello".to_owned(), "5 bytes"),
            (Payload::from(""), String::new(), "0 bytes"),
            (Payload::from(&long[..]), "ä".repeat(CHARACTERS), "the first 2,000 characters of 3.9 KiB"),
            (Payload::from(vec![0xff, 0x0a]), "ff 0a".to_owned(), "2 bytes, not text"),
        ] {
            assert_eq!(Preview::new(&payload), Preview { shown, note: note.into() });
        }
    }

    #[test]
    fn has_other_forms() {
        let shown = |payload: &str, form| {
            let Preview { shown, note } = Preview::in_form(&Payload::from(payload), form);
            (shown, note)
        };
        let hex = "0000  68 65 6c 6c 6f 2c 0a c3  hello,..\n0008  a4                       .";
        assert_eq!(shown("hello,\nä", Form::Hex), (hex.into(), "9 bytes".into()));
        assert_eq!(shown("[1]", Form::Json), ("[\n  1\n]".into(), "3 bytes".into()));
        assert_eq!(shown("hello", Form::Json), ("hello".into(), "5 bytes, not JSON".into()));
        assert_eq!(shown(&"7".repeat(300), Form::Hex).1, "the first 256 bytes of 300 bytes");
    }
}
