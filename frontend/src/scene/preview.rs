//! Payloads, as much of them as is worth showing.

use dagwood_core::Payload;

/// The most characters of a payload that are shown.
const CHARACTERS: usize = 2_000;
/// The most bytes of a payload that are shown, where they are not text.
const BYTES: usize = 256;

/// The beginning of a payload, and its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The text, or bytes in hexadecimal if it is none.
    pub shown: String,
    /// What there is to say of it, such as `5 bytes` or `the first 2,000 characters of 3 MiB`.
    pub note: String,
}

impl Preview {
    /// Previews. The whole payload is looked at, but no more of it is copied than is shown.
    #[must_use]
    pub fn new(payload: &Payload) -> Self {
        let bytes = payload.bytes();
        let size = byte_size(bytes.len());
        let Some(text) = payload.text() else {
            let hex: Vec<_> = bytes.iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect();
            let more = if bytes.len() > BYTES { format!(", the first {BYTES} are shown") } else { String::new() };
            return Self { shown: hex.join(" "), note: format!("{size}, not text{more}") };
        };
        match text.char_indices().nth(CHARACTERS) {
            Some((end, _)) => Self { shown: text[..end].into(), note: format!("the first 2,000 characters of {size}") },
            None => Self { shown: text.into(), note: size },
        }
    }
}

/// `1 byte`, `999 bytes`, `1.5 KiB`, `10 MiB`.
pub fn byte_size(bytes: usize) -> String {
    let in_unit = |unit: f64, name: &str| {
        let tenths = (bytes as f64 / unit * 10.0).round() / 10.0;
        format!("{tenths} {name}")
    };
    match bytes {
        1 => "1 byte".into(),
        0..1024 => format!("{bytes} bytes"),
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
}
