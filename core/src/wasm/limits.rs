//! How much of the machine's memory an instance may use.

use wasmi::{
    ResourceLimiter,
    errors::{MemoryError, TableError},
};
use wasmi_core::LimiterError;

use crate::limits::MODULE_RECORDS_BYTES;

/// Calls within calls.
pub(super) const RECURSION: usize = 10_000;
/// Tables of an instance.
pub(super) const TABLES: usize = 100;
/// Elements of a table.
const TABLE_ELEMENTS: usize = 100_000;
/// An element of a table, and as much again for the room to grow that is kept behind it: bytes.
const TABLE_ELEMENT_BYTES: usize = 8;

/// Holds an instance to its memory, and remembers what it was denied. All that there is for it counts: its own memory, its tables,
/// what it is made of, and what the host keeps for it. Input, output, stack and compiled code have limits of their own.
#[derive(Debug)]
pub(super) struct Limits {
    /// The most that its own memory may have.
    maximum: u64,
    used: u64,
    /// Of what is used, what goes when the function of the host ends.
    passing: u64,
    /// Of what is used, what a growth has taken that may yet fail.
    growth: u64,
    denied: Option<u64>,
}

impl Limits {
    /// At most so many bytes of memory.
    pub(super) fn new(maximum: u64) -> Self {
        Self { maximum, used: 0, passing: 0, growth: 0, denied: None }
    }

    /// The most bytes of memory that were asked for and not given.
    pub(super) fn denied(&self) -> Option<u64> {
        self.denied
    }

    /// The bytes of memory that there may be.
    pub(super) fn maximum(&self) -> u64 {
        self.maximum
    }

    /// Whether there are so many bytes.
    pub(super) fn has(&self, bytes: usize) -> bool {
        self.used.saturating_add(bytes as u64) <= self.maximum.saturating_add(MODULE_RECORDS_BYTES as u64)
    }

    /// Takes so many bytes. Whether there are so many.
    #[must_use]
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let has = self.has(bytes);
        if has {
            self.used += bytes as u64;
        } else {
            self.deny(self.used.saturating_add(bytes as u64));
        }
        has
    }

    /// The same, until the function of the host ends.
    #[must_use]
    pub(super) fn take_for_call(&mut self, bytes: usize) -> bool {
        let has = self.take(bytes);
        if has {
            self.passing += bytes as u64;
        }
        has
    }

    /// Gives back what was taken.
    pub(super) fn give_back(&mut self, bytes: usize) {
        self.used -= bytes as u64;
    }

    /// A function of the host ends.
    pub(super) fn end_of_call(&mut self) {
        self.used -= core::mem::take(&mut self.passing);
    }

    fn grow(&mut self, bytes: usize) -> bool {
        let has = self.take(bytes);
        self.growth = if has { bytes as u64 } else { 0 };
        has
    }

    fn deny(&mut self, wanted: u64) {
        // On 32 bits nobody is asked about 4 GiB and more: to be the same everywhere, that is never remembered.
        if wanted < 1 << 32 {
            self.denied = self.denied.max(Some(wanted));
        }
    }
}

impl ResourceLimiter for Limits {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool, LimiterError> {
        if desired as u64 > self.maximum {
            self.deny(desired as u64);
            return Ok(false);
        }
        Ok(self.grow(desired - current))
    }

    fn memory_grow_failed(&mut self, error: &MemoryError) -> Result<(), LimiterError> {
        self.used -= core::mem::take(&mut self.growth);
        // The machine has none left, or the growth is beyond what can be addressed.
        if matches!(error, MemoryError::OutOfSystemMemory) {
            self.denied = self.denied.max(Some(self.maximum));
        }
        Ok(())
    }

    fn table_growing(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> Result<bool, LimiterError> {
        let most = maximum.unwrap_or(usize::MAX).min(TABLE_ELEMENTS);
        Ok(desired <= most && self.grow((desired - current) * TABLE_ELEMENT_BYTES))
    }

    fn table_grow_failed(&mut self, _error: &TableError) -> Result<(), LimiterError> {
        self.used -= core::mem::take(&mut self.growth);
        Ok(())
    }

    fn instances(&self) -> usize {
        1
    }

    fn tables(&self) -> usize {
        TABLES
    }

    fn memories(&self) -> usize {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: usize = 1 << 20;

    #[test]
    fn all_counts_against_one_maximum() {
        let mut limits = Limits::new(4 << 20);
        assert_eq!(limits.memory_growing(0, 5 * MIB, None).ok(), Some(false));
        assert_eq!(limits.denied(), Some(5 << 20));
        assert_eq!(limits.memory_growing(0, 2 * MIB, None).ok(), Some(true));
        assert!(limits.take(MIB) && limits.take_for_call(MIB));
        assert_eq!(limits.table_growing(0, 100_000, Some(99_999)).ok(), Some(false), "more than the table may have");
        assert_eq!(limits.table_growing(0, 100_001, None).ok(), Some(false));
        assert_eq!(limits.table_growing(0, 100_000, None).ok(), Some(true));
        assert!(limits.has(MIB - 800_000) && !limits.has(MIB));
        limits.end_of_call();
        limits.give_back(MIB);
        // A growth that ran out of fuel is asked for again.
        for _ in 0..2 {
            assert_eq!(limits.memory_growing(2 * MIB, 4 * MIB, None).ok(), Some(true));
            assert_eq!(limits.memory_grow_failed(&MemoryError::OutOfFuel { required_fuel: 1 }).ok(), Some(()));
        }
        assert_eq!(limits.memory_growing(2 * MIB, 4 * MIB, None).ok(), Some(true));
        assert!(!limits.take(MIB) && limits.take(MIB - 800_000) && !limits.take(1));
    }
}
