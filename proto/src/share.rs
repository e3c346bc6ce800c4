//! Share links: `<page>?<readable options that differ from defaults>#code/<codec>.<payload><checksum>`.
//!
//! The payload is the protobuf document, compressed by a [`Codec`]. The checksum is two letters or digits, so that a link
//! never ends in a character that sites exclude when they turn text into a link. Old links must always open: a new format
//! gets a new codec next to the old ones.

use std::fmt;

use prost::Message;
use sha2::{Digest, Sha256};

use crate::{base64, v1};

mod codec;
mod escape;
mod fingerprint;
mod module;
mod moment;
mod opening;
mod options;
mod parts;
mod query;
#[cfg(test)]
mod tests;

use codec::Broken;
pub use codec::Codec;
pub use fingerprint::{Agreement, Fingerprint};
pub use module::{LinkedModule, MAX_MODULE_BYTES, MAX_MODULES};
pub use moment::{LinkedFork, MAX_FORKS, Moment};
pub use opening::Opening;
pub use options::{
    ComparedRun, LinkOption, MAX_COMPARED, MAX_WORKERS, Values, read_overrides, remove_shared, write_overrides,
};
use parts::Parts;
pub use query::Query;

/// The maximum size of a document in a link before compression, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// The maximum length of a link in bytes. Base64 makes an incompressible document a third larger; the rest is room for
/// the page's address and for options.
pub const MAX_LINK_BYTES: usize = 2 * MAX_BYTES;

/// The content of a link: a document, and the readable options before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The workflow and its input.
    pub document: v1::Document,
    /// The options, including unknown ones.
    pub query: Query,
}

/// Why a link cannot be made or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It has no `#code/` part.
    NoDocument,
    /// Its codec is unknown.
    UnknownCodec,
    /// Its end is missing.
    Truncated,
    /// Some of its characters have changed.
    WrongChecksum,
    /// It contains a character that no link has, even after one level of decoding.
    ForeignCharacter(char),
    /// It is longer than [`MAX_LINK_BYTES`].
    TooLong,
    /// Its checksum is right, but its content is not compressed data.
    NotCompressed,
    /// Its content is larger than [`MAX_BYTES`].
    TooLarge,
    /// Its content is not a document.
    Malformed,
    /// Its content is a document that contradicts itself.
    Inconsistent(&'static str),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::NoDocument => "the link contains no workflow: it has no `#code/` part",
            Self::UnknownCodec => {
                "the link has an unknown codec: it was made by a newer version, or its beginning is damaged"
            }
            Self::Truncated => "the link is truncated: its end is missing; copy the whole link",
            Self::WrongChecksum => "the link is damaged: its checksum is wrong; copy it again from its source",
            Self::ForeignCharacter(c) if c.is_ascii_graphic() => {
                return write!(f, "the link is damaged: a link cannot contain `{c}`; copy it again from its source");
            }
            Self::ForeignCharacter(c) => {
                let c = u32::from(*c);
                return write!(
                    f,
                    "the link is damaged: a link cannot contain U+{c:04X}; copy it again from its source"
                );
            }
            Self::TooLong => "the link is too long; the limit is 8 MiB",
            Self::NotCompressed => "the link is damaged: its content cannot be unpacked; copy it again from its source",
            Self::TooLarge => "the workflow and its input are too large for a link; the limit is 4 MiB",
            Self::Malformed => "the link is damaged: its content is not a workflow",
            Self::Inconsistent(what) => return write!(f, "the link cannot be read: {what}"),
        };
        f.write_str(text)
    }
}

impl std::error::Error for LinkError {}

impl Link {
    /// The part after the page's address: `?…#code/…`, or `#code/…` without options.
    ///
    /// # Errors
    /// [`LinkError::TooLarge`].
    pub fn encode(&self) -> Result<String, LinkError> {
        let document = self.document.encode_to_vec();
        if document.len() > MAX_BYTES {
            return Err(LinkError::TooLarge);
        }
        Ok(format!("{}{}", self.query, fragment(Codec::D2, &Codec::D2.deflate(&document))))
    }

    /// Opens a whole link, or the result of [`Link::encode`], even if a program has encoded it again with percent signs
    /// or for HTML, or has put punctuation after it.
    ///
    /// # Errors
    /// Every [`LinkError`].
    pub fn decode(link: &str) -> Result<Self, LinkError> {
        if link.len() > MAX_LINK_BYTES {
            return Err(LinkError::TooLong);
        }
        let parts = Parts::find(link).ok_or(LinkError::NoDocument)?;
        let code = parts.code()?;
        let (codec, payload) = code.split_once('.').ok_or(LinkError::Truncated)?;
        let codec = Codec::from_name(codec).ok_or(LinkError::UnknownCodec)?;
        let document = v1::Document::decode(&*document(codec, payload)?).map_err(|_| LinkError::Malformed)?;
        Ok(Self { document, query: Query::parse(&parts.query) })
    }
}

/// The original form of a link, with the changes of other programs undone. `None` if an address has no link in it.
///
/// The page replaces its own address with this, so that it has a query and a fragment again.
#[must_use]
pub fn restore(address: &str) -> Option<String> {
    Parts::find(address).map(Into::into)
}

/// The fragment of a link with this compressed document, whether or not it is sound.
#[must_use]
pub fn fragment(codec: Codec, deflated: &[u8]) -> String {
    let payload = base64::encode_url(deflated);
    let checksum = checksum(&payload);
    format!("#code/{}.{payload}{checksum}", codec.name())
}

/// The document of a payload and its checksum, which are ASCII.
fn document(codec: Codec, payload: &str) -> Result<Vec<u8>, LinkError> {
    let checksum_at = payload.len().checked_sub(2).ok_or(LinkError::Truncated)?;
    let (payload, found) = payload.split_at(checksum_at);
    if found != checksum(payload) {
        // Without its end the compressed data stops in the middle; otherwise something in it was changed. A cut in the
        // middle of a group of characters leaves excess bits.
        let groups = || payload.get(..payload.len() / 4 * 4).and_then(base64::decode_url);
        let bytes = base64::decode_url(payload).or_else(groups);
        let is_cut = bytes.is_some_and(|bytes| codec.inflate(&bytes) == Err(Broken::Cut));
        return Err(if is_cut { LinkError::Truncated } else { LinkError::WrongChecksum });
    }
    let bytes = base64::decode_url(payload).ok_or(LinkError::NotCompressed)?;
    Ok(codec.inflate(&bytes)?)
}

/// Two letters or digits from the SHA-256 of the payload's characters.
fn checksum(payload: &str) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let digest = Sha256::digest(payload.as_bytes());
    digest.iter().take(2).map(|&byte| char::from(DIGITS[usize::from(byte) % DIGITS.len()])).collect()
}
