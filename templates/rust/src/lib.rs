//! A processor of the core ABI: reverses its input, byte by byte.

use std::alloc::{Layout, alloc, dealloc};

/// Computes the output; `None` on failure.
fn transform(input: &[u8]) -> Option<Vec<u8>> {
    Some(input.iter().rev().copied().collect())
}

/// Allocates memory for the host to write to; null if there is none.
#[unsafe(no_mangle)]
extern "C" fn allocate(size: usize) -> *mut u8 {
    match Layout::array::<u8>(size) {
        // SAFETY: the size is not zero.
        Ok(layout) if size > 0 => unsafe { alloc(layout) },
        _ => std::ptr::null_mut(),
    }
}

/// Frees memory.
///
/// # Safety
/// It was returned by `allocate` or `process`, and has this size.
#[unsafe(no_mangle)]
unsafe extern "C" fn deallocate(at: *mut u8, size: usize) {
    if let (false, Ok(layout)) = (at.is_null() || size == 0, Layout::array::<u8>(size)) {
        // SAFETY: it was allocated with this layout.
        unsafe { dealloc(at, layout) }
    }
}

/// Processes the input, writes the length of the output to `length`, and returns its address; null on failure.
///
/// # Safety
/// The input is at `input`, and there are four bytes at `length`.
#[unsafe(no_mangle)]
unsafe extern "C" fn process(input: *const u8, size: usize, length: *mut u32) -> *mut u8 {
    // SAFETY: the host has written the input there.
    let input = unsafe { std::slice::from_raw_parts(input, size) };
    let Some(output) = transform(input) else { return std::ptr::null_mut() };
    // SAFETY: the host has allocated it for this purpose.
    unsafe { length.write(output.len() as u32) };
    if output.is_empty() {
        // Nothing to free: any address except null means success.
        return std::ptr::NonNull::dangling().as_ptr();
    }
    Box::into_raw(output.into_boxed_slice()).cast()
}
