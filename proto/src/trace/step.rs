//! The step byte: a kind of event and flags.

/// The kind of an event, and of a completion whether it has metadata.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    RunStarted = 0,
    StrategyChosen = 1,
    LevelStarted = 2,
    LevelEnded = 3,
    Ready = 4,
    Started = 5,
    Completed = 6,
    CompletedWithMetadata = 7,
    Failed = 8,
    RetryScheduled = 9,
    Skipped = 10,
    Cancelled = 11,
    PayloadAdvanced = 12,
    RunEnded = 13,
}

impl Kind {
    /// Every kind, each at the place of its number.
    const ALL: [Self; 14] = [
        Self::RunStarted,
        Self::StrategyChosen,
        Self::LevelStarted,
        Self::LevelEnded,
        Self::Ready,
        Self::Started,
        Self::Completed,
        Self::CompletedWithMetadata,
        Self::Failed,
        Self::RetryScheduled,
        Self::Skipped,
        Self::Cancelled,
        Self::PayloadAdvanced,
        Self::RunEnded,
    ];

    /// The kind in the lowest bits of a step byte.
    pub(super) fn of(step: u8) -> Option<Self> {
        Self::ALL.get((step & KIND) as usize).copied()
    }
}

/// The bits of the kind.
const KIND: u8 = 0x0f;
/// It used fuel.
pub(super) const FUEL: u8 = 0x10;
/// The events that would follow do not follow.
pub(super) const BARE: u8 = 0x20;
/// The predicted values are stated instead.
pub(super) const STATED: u8 = 0x40;
/// Its time is later than that of the previous event.
pub(super) const LATER: u8 = 0x80;
