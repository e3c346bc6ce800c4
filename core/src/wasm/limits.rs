//! How much of the machine an instance may use.

use wasmi::{ResourceLimiter, errors::MemoryError};
use wasmi_core::LimiterError;

/// Calls within calls.
pub(super) const RECURSION: usize = 10_000;
/// Values on the stacks of all calls together: bytes.
pub(super) const STACK_BYTES: usize = 4 << 20;
/// Elements of all tables of an instance, each.
const TABLE_ELEMENTS: usize = 100_000;

/// Holds an instance to its memory, and remembers what it was denied.
#[derive(Debug)]
pub(super) struct Limits {
    memory: u64,
    denied: Option<u64>,
}

impl Limits {
    /// At most so many bytes of memory.
    pub(super) fn new(memory: u64) -> Self {
        Self { memory, denied: None }
    }

    /// The greatest memory, in bytes, that was asked for and not given.
    pub(super) fn denied(&self) -> Option<u64> {
        self.denied
    }

    /// The bytes of memory that there may be.
    pub(super) fn memory(&self) -> u64 {
        self.memory
    }
}

impl ResourceLimiter for Limits {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool, LimiterError> {
        let desired = desired as u64;
        let is_allowed = desired <= self.memory;
        // On 32 bits nobody is asked about 4 GiB and more: to be the same everywhere, that is never remembered.
        if !is_allowed && desired < 1 << 32 {
            self.denied = self.denied.max(Some(desired));
        }
        Ok(is_allowed)
    }

    fn memory_grow_failed(&mut self, error: &MemoryError) -> Result<(), LimiterError> {
        // The machine has none left, or the growth is beyond what can be addressed.
        if matches!(error, MemoryError::OutOfSystemMemory) {
            self.denied = self.denied.max(Some(self.memory));
        }
        Ok(())
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool, LimiterError> {
        Ok(desired <= TABLE_ELEMENTS)
    }

    fn instances(&self) -> usize {
        1
    }

    fn tables(&self) -> usize {
        100
    }

    fn memories(&self) -> usize {
        1
    }
}
