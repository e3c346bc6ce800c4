//! An allocator that counts.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering},
};

/// Passes everything on to the system, and counts.
pub struct Counting;

static BYTES: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator with the very arguments it came with.
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

/// What a piece of work left behind, what it needed at most, and how often it allocated.
pub struct Use {
    pub kept: usize,
    pub peak: usize,
    pub allocations: usize,
}

/// Does some work and measures what it uses. Nothing else runs meanwhile.
pub fn of<T>(work: impl FnOnce() -> T) -> (T, Use) {
    let (bytes, allocations) = (BYTES.load(Ordering::Relaxed), ALLOCATIONS.load(Ordering::Relaxed));
    PEAK.store(bytes, Ordering::Relaxed);
    let result = work();
    let kept = BYTES.load(Ordering::Relaxed).saturating_sub(bytes);
    let peak = PEAK.load(Ordering::Relaxed) - bytes;
    (result, Use { kept, peak, allocations: ALLOCATIONS.load(Ordering::Relaxed) - allocations })
}
