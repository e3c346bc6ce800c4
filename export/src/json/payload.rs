//! A payload: text, or other bytes in base64.

use dagwood_core::Payload;
use dagwood_proto::base64;
use serde::ser::SerializeMap;

/// A payload as the values of two keys: `x` or `x_base64`, of which one is left out. Without a payload, `x` is null.
#[must_use]
pub fn text_or_base64(payload: Option<&Payload>) -> (Option<Option<&str>>, Option<String>) {
    match payload.map(|payload| payload.text().ok_or(payload.bytes())) {
        None => (Some(None), None),
        Some(Ok(text)) => (Some(Some(text)), None),
        Some(Err(bytes)) => (None, Some(base64::encode(bytes))),
    }
}

/// Writes it as the value of `key` or `key_base64`.
pub(super) fn entry<M: SerializeMap>(map: &mut M, key: &str, payload: Option<&Payload>) -> Result<(), M::Error> {
    match text_or_base64(payload) {
        (_, Some(base64)) => map.serialize_entry(&format!("{key}_base64"), &base64),
        (text, None) => map.serialize_entry(key, &text.flatten()),
    }
}
