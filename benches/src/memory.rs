//! A counting allocator.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering},
};

/// Forwards to the system's allocator, and counts.
pub struct Counting;

static BYTES: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is forwarded to the system's allocator with the same arguments.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        let bytes = BYTES.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(bytes, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        BYTES.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

/// The memory of a piece of work: what remains, the peak, and the number of allocations.
pub struct Use {
    pub kept: usize,
    pub peak: usize,
    pub allocations: usize,
}

/// Does some work and measures its memory. Nothing else may run at the same time.
pub fn of<T>(work: impl FnOnce() -> T) -> (T, Use) {
    let (bytes, allocations) = (BYTES.load(Ordering::Relaxed), ALLOCATIONS.load(Ordering::Relaxed));
    PEAK.store(bytes, Ordering::Relaxed);
    let result = work();
    let kept = BYTES.load(Ordering::Relaxed).saturating_sub(bytes);
    let peak = PEAK.load(Ordering::Relaxed) - bytes;
    (result, Use { kept, peak, allocations: ALLOCATIONS.load(Ordering::Relaxed) - allocations })
}
