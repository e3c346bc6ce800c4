//! How a trace keeps an event: 16 bytes, and tables for what does not fit.

use crate::{Micros, limits};

/// No detail.
pub(super) const NONE: u32 = u32::MAX;

/// An event in 16 bytes. Data that does not fit is in a table, at index `detail`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    /// The time, with the tag in the lowest 8 bits.
    pub(super) at_and_tag: u64,
    /// The processor, or for a level event its region; for `Started` also the worker, in the upper bits.
    pub(super) who: u32,
    pub(super) detail: u32,
}

/// The number of bits of [`Row::who`] for the processor: enough for [`limits::PROCESSORS`], leaving enough for
/// [`limits::WORKERS`].
pub(super) const PROCESSOR_BITS: u32 = 17;
/// No processor.
pub(super) const NOBODY: u32 = (1 << PROCESSOR_BITS) - 1;
const _: () = assert!(limits::PROCESSORS < NOBODY as usize);
const _: () = assert!(limits::WORKERS < 1 << (32 - PROCESSOR_BITS));

impl Row {
    pub(super) fn tag(self) -> Tag {
        Tag::ALL[(self.at_and_tag & 0xff) as usize]
    }

    pub(super) const fn at(self) -> Micros {
        Micros::new(self.at_and_tag >> 8)
    }

    /// The processor; for a level event its region.
    pub(super) const fn processor(self) -> u32 {
        self.who & NOBODY
    }

    pub(super) const fn worker(self) -> u32 {
        self.who >> PROCESSOR_BITS
    }
}

/// The rest of a `Started` event that is not the first attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Start {
    pub(super) origin: u32,
    pub(super) attempt: u16,
}

/// The rest of a `Completed` event with metadata or fuel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Completion {
    pub(super) output: u32,
    pub(super) metadata: u32,
    pub(super) fuel: u64,
}

/// The rest of a `Failed` event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Failure {
    pub(super) error: u32,
    pub(super) attempt: u16,
}

/// The kind of an event; for some kinds, a second tag for events with more data than fits a row.
#[derive(Clone, Copy)]
pub(super) enum Tag {
    RunStarted,
    StrategyChosen,
    LevelStarted,
    LevelEnded,
    Ready,
    Started,
    StartedAgain,
    Completed,
    CompletedWithMore,
    Failed,
    RetryScheduled,
    Skipped,
    Cancelled,
    PayloadAdvanced,
    RunEnded,
}

impl Tag {
    const ALL: [Self; 15] = [
        Self::RunStarted,
        Self::StrategyChosen,
        Self::LevelStarted,
        Self::LevelEnded,
        Self::Ready,
        Self::Started,
        Self::StartedAgain,
        Self::Completed,
        Self::CompletedWithMore,
        Self::Failed,
        Self::RetryScheduled,
        Self::Skipped,
        Self::Cancelled,
        Self::PayloadAdvanced,
        Self::RunEnded,
    ];

    /// Whether the row has a region where others have a processor.
    pub(super) const fn is_of_region(self) -> bool {
        match self {
            Self::LevelStarted | Self::LevelEnded => true,
            Self::RunStarted
            | Self::StrategyChosen
            | Self::Ready
            | Self::Started
            | Self::StartedAgain
            | Self::Completed
            | Self::CompletedWithMore
            | Self::Failed
            | Self::RetryScheduled
            | Self::Skipped
            | Self::Cancelled
            | Self::PayloadAdvanced
            | Self::RunEnded => false,
        }
    }
}
