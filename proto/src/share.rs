//! Share links: `<page>?<readable options that differ from defaults>#code/<codec>.<payload><checksum>`.
//!
//! The codec `d1` is raw deflate (RFC 1951) of the protobuf document, in base64url (RFC 4648, section 5) without padding.
//! The checksum is two letters or digits, so that a link never ends in a character that sites leave out when they turn
//! text into a link. A link decodes for ever: a new format is a new codec beside the old one.

use std::fmt;

use miniz_oxide::{
    deflate::compress_to_vec,
    inflate::{TINFLStatus, decompress_to_vec_with_limit},
};
use prost::Message;
use sha2::{Digest, Sha256};

use crate::{base64, v1};

mod query;

pub use query::Query;

/// The largest document that a link carries, before compression: bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// The deflate level that weighs most on size. Changing it changes no old link's meaning.
const LEVEL: u8 = 9;

const KIND: &str = "code/";
const CODEC: &str = "d1";

/// What a link opens: a document, and the readable options in front of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The workflow and its input.
    pub document: v1::Document,
    /// The options, those that nobody knows here included.
    pub query: Query,
}

/// Why a link cannot be made or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// There is no `#code/` in it.
    NoDocument,
    /// It is of a codec that is not known here.
    UnknownCodec,
    /// Its end is missing.
    Truncated,
    /// Some of its characters are not those that it was made with.
    WrongChecksum,
    /// What it carries is larger than [`MAX_BYTES`].
    TooLarge,
    /// Its checksum is right, but what it carries is no document.
    Malformed,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoDocument => "the link carries no workflow: it has no `#code/` part",
            Self::UnknownCodec => {
                "the link was made by a newer version or its beginning is damaged: its codec is not known"
            }
            Self::Truncated => "the link is truncated: its end is missing; copy the whole link",
            Self::WrongChecksum => "the link is damaged: its checksum is wrong; copy it again from where it was made",
            Self::TooLarge => "the workflow and its input are too large for a link; the limit is 4 MiB",
            Self::Malformed => "the link is damaged: what it carries is not a workflow",
        })
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
        let payload = base64::encode_url(&compress_to_vec(&document, LEVEL));
        let checksum = checksum(&payload);
        Ok(format!("{}#{KIND}{CODEC}.{payload}{checksum}", self.query))
    }

    /// Opens a whole link, or what [`Link::encode`] returned.
    ///
    /// # Errors
    /// Every [`LinkError`].
    pub fn decode(link: &str) -> Result<Self, LinkError> {
        let (address, fragment) = link.trim().split_once('#').ok_or(LinkError::NoDocument)?;
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let code = fragment.strip_prefix(KIND).ok_or(LinkError::NoDocument)?;
        let (codec, payload) = code.split_once('.').ok_or(LinkError::Truncated)?;
        if codec != CODEC {
            return Err(LinkError::UnknownCodec);
        }
        let document = v1::Document::decode(&*document(payload)?).map_err(|_| LinkError::Malformed)?;
        Ok(Self { document, query: Query::parse(query) })
    }
}

fn document(payload: &str) -> Result<Vec<u8>, LinkError> {
    let (payload, found) = match payload.len().checked_sub(2) {
        Some(at) if payload.is_char_boundary(at) => payload.split_at(at),
        Some(_) => return Err(LinkError::WrongChecksum),
        None => return Err(LinkError::Truncated),
    };
    if found != checksum(payload) {
        // Without its end the compressed data stops in the middle; otherwise something in it was changed.
        // A cut in the middle of a group of characters leaves bits that belong to nothing.
        let groups = || payload.get(..payload.len() / 4 * 4).and_then(base64::decode_url);
        let bytes = base64::decode_url(payload).or_else(groups);
        let inflated = bytes.map(|bytes| decompress_to_vec_with_limit(&bytes, MAX_BYTES));
        let is_cut = matches!(inflated, Some(Err(error)) if error.status == TINFLStatus::FailedCannotMakeProgress);
        return Err(if is_cut { LinkError::Truncated } else { LinkError::WrongChecksum });
    }
    let bytes = base64::decode_url(payload).ok_or(LinkError::Malformed)?;
    decompress_to_vec_with_limit(&bytes, MAX_BYTES).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => LinkError::TooLarge,
        _ => LinkError::Malformed,
    })
}

/// Two letters or digits from the SHA-256 of the payload's characters.
fn checksum(payload: &str) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let digest = Sha256::digest(payload.as_bytes());
    digest.iter().take(2).map(|&byte| char::from(DIGITS[usize::from(byte) % DIGITS.len()])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link(workflow: &str, input: &[u8]) -> Link {
        let document = v1::Document { workflow: workflow.into(), input: input.into(), engine: "0.1.0".into() };
        let mut query = Query::default();
        query.set("strategy", "level");
        query.set("step", "12");
        Link { document, query }
    }

    #[test]
    fn says_what_is_wrong_with_a_link() {
        let good = link("strategy: level\nprocessors: []\n", b"hello").encode().expect("small");
        assert_eq!(
            Link::decode(&format!("http://127.0.0.1:8080/{good}")).map(|l| l.document.input),
            Ok(b"hello".to_vec())
        );
        let bomb = {
            let payload = base64::encode_url(&compress_to_vec(&vec![0; MAX_BYTES + 1], LEVEL));
            let checksum = checksum(&payload);
            format!("#code/d1.{payload}{checksum}")
        };
        let nothing = {
            let payload = base64::encode_url(&compress_to_vec(b"\xff\xff\xff", LEVEL));
            let checksum = checksum(&payload);
            format!("#code/d1.{payload}{checksum}")
        };
        let flipped = {
            // A character of the text that the link carries, so that the compressed data still ends where it should.
            let at = good.find("d1.").expect("a link has a codec") + 20;
            let other = if good.as_bytes()[at] == b'A' { "B" } else { "A" };
            format!("{}{other}{}", &good[..at], &good[at + 1..])
        };
        for (link, error) in [
            ("http://127.0.0.1:8080/", LinkError::NoDocument),
            ("#example/diamond", LinkError::NoDocument),
            ("#code/d1", LinkError::Truncated),
            ("#code/d1.", LinkError::Truncated),
            (&good[..good.len() - 1], LinkError::Truncated),
            (&good[..good.len() - 20], LinkError::Truncated),
            ("#code/z9.AAAA", LinkError::UnknownCodec),
            ("#code/d1.ééé", LinkError::WrongChecksum),
            (&flipped, LinkError::WrongChecksum),
            (&bomb, LinkError::TooLarge),
            (&nothing, LinkError::Malformed),
        ] {
            assert_eq!(Link::decode(link), Err(error), "{link}");
        }
        let large = link("", &vec![b'x'; MAX_BYTES]);
        assert_eq!(large.encode(), Err(LinkError::TooLarge));
    }

    proptest! {
        #[test]
        fn opens_what_it_makes(
            workflow in "\\PC{0,200}",
            input in prop::collection::vec(any::<u8>(), 0..200),
            options in prop::collection::btree_map("[a-z]{1,8}", "\\PC{0,12}", 0..6),
        ) {
            let document = v1::Document { workflow, input, engine: "x".into() };
            let mut query = Query::default();
            for (name, value) in &options {
                query.set(name, value);
            }
            let link = Link { document, query };
            let encoded = link.encode().expect("small");
            prop_assert!(encoded.chars().last().is_some_and(|c| c.is_ascii_alphanumeric()));
            prop_assert_eq!(Link::decode(&encoded), Ok(link.clone()));
            let other_page = format!("https://example.org/a/b/{encoded}");
            prop_assert_eq!(Link::decode(&other_page), Ok(link));
        }

        #[test]
        fn survives_anything(text in "(#code/d1\\.)?\\PC{0,80}") {
            // Whatever it is, it is opened or refused.
            let _ = Link::decode(&text);
        }

        #[test]
        fn every_cut_is_noticed(cut in any::<prop::sample::Index>()) {
            let good = link("strategy: level\nprocessors: []\n", b"hello").encode().expect("small");
            let start = good.find('#').expect("a link has a fragment");
            let cut = start + cut.index(good.len() - start);
            prop_assert!(Link::decode(&good[..cut]).is_err());
        }
    }
}
