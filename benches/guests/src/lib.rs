//! Typical work of modules on 64 KiB of input; a feature selects the function.

use std::alloc::{Layout, alloc, dealloc};

#[cfg(feature = "rle")]
fn transform(input: &[u8]) -> Vec<u8> {
    let mut output = Vec::new();
    for run in input.chunk_by(|a, b| a == b) {
        output.extend_from_slice(&(run.len() as u32).to_le_bytes());
        output.push(run[0]);
    }
    output
}

#[cfg(feature = "upper")]
fn transform(input: &[u8]) -> Vec<u8> {
    input.iter().map(u8::to_ascii_uppercase).collect()
}

#[cfg(feature = "sha256")]
fn transform(input: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    Sha256::digest(input).to_vec()
}

/// An iteration of xorshift64 (Marsaglia, 2003) for every byte.
#[cfg(feature = "xloop")]
fn transform(input: &[u8]) -> Vec<u8> {
    let mut x = 0x9e37_79b9_7f4a_7c15_u64;
    for &byte in input {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= (x << 17) ^ u64::from(byte);
    }
    x.to_le_bytes().to_vec()
}

#[unsafe(no_mangle)]
extern "C" fn allocate(size: usize) -> *mut u8 {
    match Layout::array::<u8>(size) {
        // SAFETY: the size is not zero.
        Ok(layout) if size > 0 => unsafe { alloc(layout) },
        _ => std::ptr::null_mut(),
    }
}

/// # Safety
/// It was returned by `allocate` or `process`, and has this size.
#[unsafe(no_mangle)]
unsafe extern "C" fn deallocate(at: *mut u8, size: usize) {
    if let (true, Ok(layout)) = (size > 0, Layout::array::<u8>(size)) {
        // SAFETY: it was allocated with this layout.
        unsafe { dealloc(at, layout) }
    }
}

/// # Safety
/// The input is at `input`, and there are four bytes at `length`.
#[unsafe(no_mangle)]
unsafe extern "C" fn process(input: *const u8, size: usize, length: *mut u32) -> *mut u8 {
    // SAFETY: the host has written the input there.
    let output = transform(unsafe { std::slice::from_raw_parts(input, size) });
    // SAFETY: the host has allocated it for this.
    unsafe { length.write(output.len() as u32) };
    Box::into_raw(output.into_boxed_slice()).cast()
}

/// Does nothing: measures the cost of a call.
#[unsafe(no_mangle)]
extern "C" fn nothing(value: u32) -> u32 {
    value
}
