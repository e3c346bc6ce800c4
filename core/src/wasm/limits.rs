//! The memory limit of an instance.

use wasmi::{
    ResourceLimiter,
    errors::{MemoryError, TableError},
};
use wasmi_core::LimiterError;

use crate::limits::MODULE_RECORDS_BYTES;

/// Nesting depth of calls.
pub(super) const RECURSION: usize = 10_000;
/// Tables per instance.
pub(super) const TABLES: usize = 100;
/// Elements per table.
const TABLE_ELEMENTS: usize = 100_000;
/// Bytes for an element of a table, doubled for the reserve that tables keep for growth.
const TABLE_ELEMENT_BYTES: usize = 8;

/// Enforces the memory limit of an instance, and remembers denied requests. Everything counts: its own memory, its
/// tables, its parts, and what the host keeps for it. Input, output, stack and compiled code have their own limits.
#[derive(Debug)]
pub(super) struct Limits {
    /// The maximum of its own memory.
    maximum: u64,
    used: u64,
    /// The part of the used memory that is freed when the host function returns.
    passing: u64,
    /// The part of the used memory taken by a growth that may still fail.
    growth: u64,
    denied: Option<u64>,
}

impl Limits {
    /// With this many bytes of memory at most.
    pub(super) fn new(maximum: u64) -> Self {
        Self { maximum, used: 0, passing: 0, growth: 0, denied: None }
    }

    /// The largest number of bytes that was requested and denied.
    pub(super) fn denied(&self) -> Option<u64> {
        self.denied
    }

    /// The limit in bytes.
    pub(super) fn maximum(&self) -> u64 {
        self.maximum
    }

    /// Whether this many bytes are free.
    pub(super) fn has(&self, bytes: usize) -> bool {
        self.used.saturating_add(bytes as u64) <= self.maximum.saturating_add(MODULE_RECORDS_BYTES as u64)
    }

    /// Takes this many bytes; whether they were free.
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

    /// Like `take`, until the host function returns.
    #[must_use]
    pub(super) fn take_for_call(&mut self, bytes: usize) -> bool {
        let has = self.take(bytes);
        if has {
            self.passing += bytes as u64;
        }
        has
    }

    /// Returns bytes.
    pub(super) fn give_back(&mut self, bytes: usize) {
        self.used -= bytes as u64;
    }

    /// A host function returns.
    pub(super) fn end_of_call(&mut self) {
        self.used -= core::mem::take(&mut self.passing);
    }

    fn grow(&mut self, bytes: usize) -> bool {
        let has = self.take(bytes);
        self.growth = if has { bytes as u64 } else { 0 };
        has
    }

    fn deny(&mut self, wanted: u64) {
        // 32-bit systems never see requests of 4 GiB or more; to be the same everywhere, those are never remembered.
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
        // The machine has no memory left, or the growth exceeds the address space.
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
        // A growth that ran out of fuel is requested again.
        for _ in 0..2 {
            assert_eq!(limits.memory_growing(2 * MIB, 4 * MIB, None).ok(), Some(true));
            assert_eq!(limits.memory_grow_failed(&MemoryError::OutOfFuel { required_fuel: 1 }).ok(), Some(()));
        }
        assert_eq!(limits.memory_growing(2 * MIB, 4 * MIB, None).ok(), Some(true));
        assert!(!limits.take(MIB) && limits.take(MIB - 800_000) && !limits.take(1));
    }
}
