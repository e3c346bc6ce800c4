//! The codecs of links: how a document becomes a short text.
//!
//! Both are raw deflate (RFC 1951), in base64url (RFC 4648, section 5) without padding. With `d2` the compressed data continues
//! after a dictionary, which both sides know: the input of an example, which would fill a long link, and the words of
//! workflow files. Links of examples and of recorded workflows get shorter by half and by a tenth.

use miniz_oxide::{
    DataFormat,
    deflate::{
        CompressionLevel,
        core::{CompressorOxide, TDEFLFlush, compress_to_output},
    },
    inflate::{
        TINFLStatus,
        core::{DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF},
    },
};

use super::{LinkError, MAX_BYTES};

/// A codec of links. New links use the last codec; links of every codec must always open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// Without a dictionary.
    D1,
    /// With a dictionary.
    D2,
}

impl Codec {
    /// Every codec.
    pub const ALL: [Self; 2] = [Self::D1, Self::D2];

    /// Its name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::D1 => "d1",
            Self::D2 => "d2",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|codec| codec.name() == name)
    }

    /// What both sides know. It must never change: another dictionary is another codec.
    const fn dictionary(self) -> &'static [u8] {
        match self {
            Self::D1 => &[],
            Self::D2 => include_bytes!("d2.dictionary"),
        }
    }

    /// Compresses a document. Another way to compress it does not affect old links.
    #[must_use]
    pub fn deflate(self, document: &[u8]) -> Vec<u8> {
        let mut compressor = CompressorOxide::with_format_and_level(DataFormat::Raw, CompressionLevel::BestCompression);
        if !self.dictionary().is_empty() {
            // The compressed dictionary is dropped. After this flush, the document starts at a byte, with a new block.
            compress_to_output(&mut compressor, self.dictionary(), TDEFLFlush::Sync, |_| true);
        }
        let mut deflated = Vec::new();
        compress_to_output(&mut compressor, document, TDEFLFlush::Finish, |part| {
            deflated.extend_from_slice(part);
            true
        });
        deflated
    }

    /// Decompresses a document of at most [`MAX_BYTES`].
    pub(super) fn inflate(self, deflated: &[u8]) -> Result<Vec<u8>, Broken> {
        let dictionary = self.dictionary();
        let most = dictionary.len() + MAX_BYTES;
        // The document stands behind the dictionary, so that it can refer to it.
        let mut out = dictionary.to_vec();
        out.resize((dictionary.len() + 2 * deflated.len()).min(most), 0);
        let mut inflator = Box::<DecompressorOxide>::default();
        let (mut read, mut end) = (0, dictionary.len());
        loop {
            let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
            let (status, input, output) = decompress(&mut inflator, &deflated[read..], &mut out, end, flags);
            (read, end) = (read + input, end + output);
            match status {
                TINFLStatus::Done => return Ok(out[dictionary.len()..end].to_vec()),
                TINFLStatus::HasMoreOutput if out.len() < most => out.resize((2 * out.len() + 1).min(most), 0),
                TINFLStatus::HasMoreOutput => return Err(Broken::TooLarge),
                TINFLStatus::FailedCannotMakeProgress => return Err(Broken::Cut),
                _ => return Err(Broken::Malformed),
            }
        }
    }
}

/// Why compressed data cannot be decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// It has no end.
    Cut,
    /// The document is larger than [`MAX_BYTES`].
    TooLarge,
    /// It is not compressed data.
    Malformed,
}

impl From<Broken> for LinkError {
    fn from(broken: Broken) -> Self {
        if broken == Broken::TooLarge { Self::TooLarge } else { Self::NotCompressed }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn the_dictionary_never_changes() {
        let hash = Sha256::digest(Codec::D2.dictionary());
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hash, "4e7edaa8c9ca4375de0f5fa53f045601b3beb8eb4c817b51a98c5273ce9b243c",
            "links of this codec would no longer open"
        );
    }

    #[test]
    fn the_largest_document_is_still_one() {
        for codec in Codec::ALL {
            let document = vec![b'x'; MAX_BYTES];
            assert!(codec.inflate(&codec.deflate(&document)).is_ok_and(|inflated| inflated == document));
            assert_eq!(codec.inflate(&codec.deflate(&[0; MAX_BYTES + 1])), Err(Broken::TooLarge));
        }
    }

    #[test]
    fn data_that_refers_to_what_is_before_the_dictionary_is_refused() {
        // A block with fixed codes: a copy of 3 bytes from one byte before the start.
        assert_eq!(Codec::D1.inflate(&[0x03, 0x02]), Err(Broken::Malformed));
    }

    proptest! {
        #[test]
        fn inflates_what_it_deflates(
            own in prop::collection::vec(any::<u8>(), 0..300), from in 0_usize..8_000, length in 0_usize..800,
        ) {
            let known = &Codec::D2.dictionary()[from..][..length.min(400)];
            let document = [&own[..], known, &own[..], known].concat();
            for codec in Codec::ALL {
                prop_assert_eq!(codec.inflate(&codec.deflate(&document)), Ok(document.clone()));
            }
            prop_assert!(known.len() < 100 || Codec::D2.deflate(&document).len() < Codec::D1.deflate(&document).len());
        }

        #[test]
        fn survives_anything(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for codec in Codec::ALL {
                let _ = codec.inflate(&bytes);
            }
        }
    }
}
