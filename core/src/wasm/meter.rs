//! What an instance has used: fuel of the interpreter, which is granted in slices, fuel for the work of the host
//! functions, and memory.

use core::fmt;

use wasmi::errors::HostError;

use super::limits::Limits;

/// Host work is counted in parts of a unit of fuel, so that even small work is not free when repeated.
const PARTS: u64 = 64;
/// A call of a host function. It takes longer than an instruction; a program that only calls would otherwise take a
/// hundred times as long as one that computes.
const CALL: u64 = 256 * PARTS;
/// A byte that is copied or zeroed.
const COPIED: u64 = 1;
/// A byte that is read or made one by one: of a path, or of random numbers.
const SCANNED: u64 = 8;
/// An entry that is visited: an element of a list, a file, a part of a path.
const VISITED: u64 = 8 * PARTS;

/// Why a host function ends the whole call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The program exited with this code.
    Exit(u32),
    /// The fuel is used up.
    OutOfFuel,
    /// The output is larger than allowed.
    TooMuchOutput,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl HostError for Ended {}

/// The work of the host functions in an attempt. It is counted where the work is done, not where it is charged: tests
/// compare the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostWork {
    /// Calls.
    pub calls: u64,
    /// Bytes copied, zeroed, read or made.
    pub bytes: u64,
    /// Entries visited: elements of lists, files, parts of paths.
    pub entries: u64,
}

/// Counts what an instance uses. Host functions charge for their work before they do it, so before they know whether
/// they will succeed.
pub(super) struct Meter {
    pub(super) memory: Limits,
    pub(super) work: HostWork,
    budget: u64,
    /// Used before this slice.
    before: u64,
    /// Granted to the interpreter for this slice.
    granted: u64,
    /// The remainder of the grant, while a host function runs.
    left: u64,
    /// Used by host functions beyond the grant.
    host: u64,
    /// Work of this call that is less than a unit.
    parts: u64,
}

impl Meter {
    /// A meter for an instance with this much fuel and memory.
    pub(super) fn new(fuel: u64, memory: u64) -> Self {
        Self {
            memory: Limits::new(memory),
            work: HostWork::default(),
            budget: fuel,
            before: 0,
            granted: 0,
            left: 0,
            host: 0,
            parts: 0,
        }
    }

    /// Grants fuel to the interpreter, as far as it is available.
    pub(super) fn grant(&mut self, fuel: u64) -> u64 {
        let granted = fuel.min(self.budget.saturating_sub(self.before));
        (self.granted, self.host) = (granted, 0);
        granted
    }

    /// Counts the fuel that the interpreter used of its grant, given what is left.
    pub(super) fn settle(&mut self, left: u64) {
        self.left = left;
        self.before = self.spent();
        (self.granted, self.host) = (0, 0);
    }

    /// The total use, after a slice is settled. The last host call may have cost more than was left.
    pub(super) fn consumed(&self) -> u64 {
        self.before.min(self.budget)
    }

    fn spent(&self) -> u64 {
        self.before + (self.granted - self.left.min(self.granted)) + self.host
    }

    /// A host function begins, with this much fuel left to the interpreter; returns the total use so far.
    pub(super) fn enter(&mut self, left: u64) -> u64 {
        (self.left, self.parts) = (left, 0);
        self.spent()
    }

    /// It returns: the fuel left to the interpreter. A deficit is taken from later slices, so that slices have no
    /// effect on results.
    pub(super) fn leave(&mut self) -> u64 {
        self.memory.end_of_call();
        self.left
    }

    /// Charges for the call itself.
    pub(super) fn call(&mut self) -> Result<(), Ended> {
        self.work.calls += 1;
        self.charge(1, CALL)
    }

    /// Charges for copying or zeroing bytes.
    pub(super) fn copy(&mut self, bytes: usize) -> Result<(), Ended> {
        self.charge(bytes, COPIED)
    }

    /// Charges for reading or making bytes one by one.
    pub(super) fn scan(&mut self, bytes: usize) -> Result<(), Ended> {
        self.charge(bytes, SCANNED)
    }

    /// Charges for visiting entries.
    pub(super) fn visit(&mut self, entries: usize) -> Result<(), Ended> {
        self.charge(entries, VISITED)
    }

    fn charge(&mut self, count: usize, parts: u64) -> Result<(), Ended> {
        let parts = (count as u64).saturating_mul(parts).saturating_add(self.parts);
        self.parts = parts % PARTS;
        let cost = parts / PARTS;
        self.host = self.host.saturating_add(cost.saturating_sub(self.left));
        self.left = self.left.saturating_sub(cost);
        if self.spent() > self.budget { Err(Ended::OutOfFuel) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_work_adds_up_and_ends_with_the_budget() {
        let mut meter = Meter::new(300, 0);
        // A slice ends in the middle of the call.
        assert_eq!(meter.grant(260), 260);
        assert_eq!(meter.enter(258), 2);
        assert_eq!(meter.call(), Ok(()));
        for _ in 0..640 {
            assert_eq!(meter.copy(1), Ok(()));
        }
        assert_eq!(meter.visit(1), Ok(()));
        assert_eq!(meter.scan(8), Ok(()));
        assert_eq!((meter.leave(), meter.host), (0, 256 + 10 + 8 + 1 - 258));
        meter.settle(0);
        assert_eq!(meter.consumed(), 2 + 256 + 10 + 8 + 1);
        assert_eq!(meter.grant(260), 300 - 277);
        assert_eq!(meter.enter(23), 277);
        assert_eq!(meter.copy(23 * 64 + 63), Ok(()));
        assert_eq!(meter.copy(1), Err(Ended::OutOfFuel));
        meter.settle(0);
        assert_eq!(meter.consumed(), 300);
        // However large it is.
        assert_eq!(meter.visit(usize::MAX), Err(Ended::OutOfFuel));
    }
}
