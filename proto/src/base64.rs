//! Bytes as text: base64 for JSON and base64url without padding for links (RFC 4648, sections 4 and 5).

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes in base64, padded.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = digits(bytes, DIGITS);
    text.extend(std::iter::repeat_n('=', text.len().next_multiple_of(4) - text.len()));
    text
}

/// The decoded bytes; `None` for text that [`encode`] does not write.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let is_padded = text.len().is_multiple_of(4) && text.len() == digits.len().next_multiple_of(4);
    if is_padded { bytes(digits, DIGITS) } else { None }
}

/// The bytes in base64url, without padding.
pub(crate) fn encode_url(bytes: &[u8]) -> String {
    digits(bytes, URL_DIGITS)
}

fn digits(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().enumerate().fold(0u32, |bits, (i, &byte)| bits | u32::from(byte) << (16 - 8 * i));
        let digits = (0..=chunk.len()).map(|i| alphabet[(bits >> (18 - 6 * i) & 63) as usize]);
        text.extend(digits.map(char::from));
    }
    text
}

/// The decoded bytes; `None` for text that [`encode_url`] does not write.
pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    bytes(text, URL_DIGITS)
}

fn bytes(text: &str, alphabet: &[u8; 64]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut bits = 0;
        for (i, &digit) in chunk.iter().enumerate() {
            bits |= value(digit, alphabet)? << (18 - 6 * i);
        }
        let whole = chunk.len() - 1;
        let [_, kept @ ..] = bits.to_be_bytes();
        let (used, left) = kept.split_at(whole);
        if whole == 0 || left.iter().any(|&bit| bit != 0) {
            return None;
        }
        bytes.extend_from_slice(used);
    }
    Some(bytes)
}

fn value(digit: u8, alphabet: &[u8; 64]) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        _ if digit == alphabet[62] => 62,
        _ if digit == alphabet[63] => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_the_vectors_of_the_rfc() {
        for (bytes, expected) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
            (b"fooba", "Zm9vYmE="),
            (b"foobar", "Zm9vYmFy"),
            (b"\xff\xfb\x00", "//sA"),
        ] {
            assert_eq!(encode(bytes), expected);
            assert_eq!(decode(expected).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn agrees_with_the_test_vectors_of_rfc_4648() {
        for (bytes, text) in
            [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE")]
        {
            assert_eq!(encode_url(bytes.as_bytes()), text);
            assert_eq!(decode_url(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(encode_url(&[0xfb, 0xff]), "-_8");
        for wrong in ["A", "Zg==", "Zh", "Zm9=", "Z+", "Zmé"] {
            assert_eq!(decode_url(wrong), None, "{wrong}");
        }
        for wrong in ["Zg", "Zg=", "Zh==", "Zm9v=", "====", "Zm9v====", "-_8="] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
