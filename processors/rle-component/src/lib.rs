//! A component: run-length encoding of ASCII text, `aaabbc` to `3a2b1c`.

wit_bindgen::generate!({ path: "wit", world: "processor" });

use exports::dagwood::component::processing_node::{Guest, ProcessingError};

/// The most that it takes: bytes.
const MOST: usize = 1 << 20;

struct Rle;

impl Guest for Rle {
    fn process(input: Vec<u8>) -> Result<Vec<u8>, ProcessingError> {
        if input.len() > MOST {
            return Err(ProcessingError::InputTooLarge(input.len() as u64));
        }
        if let Some(at) = input.iter().position(|byte| !byte.is_ascii()) {
            return Err(ProcessingError::InvalidInput(format!("the byte at {at} is not ASCII")));
        }
        let mut output = Vec::new();
        for run in input.chunk_by(|a, b| a == b) {
            output.extend_from_slice(run.len().to_string().as_bytes());
            output.push(run[0]);
        }
        Ok(output)
    }
}

export!(Rle);
