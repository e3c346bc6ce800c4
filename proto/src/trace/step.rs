//! The step byte: a kind of event and flags.

pub(super) const RUN_STARTED: u8 = 0;
pub(super) const STRATEGY_CHOSEN: u8 = 1;
pub(super) const LEVEL_STARTED: u8 = 2;
pub(super) const LEVEL_ENDED: u8 = 3;
pub(super) const READY: u8 = 4;
pub(super) const STARTED: u8 = 5;
pub(super) const COMPLETED: u8 = 6;
pub(super) const COMPLETED_WITH_METADATA: u8 = 7;
pub(super) const FAILED: u8 = 8;
pub(super) const RETRY_SCHEDULED: u8 = 9;
pub(super) const SKIPPED: u8 = 10;
pub(super) const CANCELLED: u8 = 11;
pub(super) const PAYLOAD_ADVANCED: u8 = 12;
pub(super) const RUN_ENDED: u8 = 13;

/// The kind, in the lowest bits.
pub(super) const KIND: u8 = 0x0f;
/// It used fuel.
pub(super) const FUEL: u8 = 0x10;
/// What would follow by itself does not.
pub(super) const BARE: u8 = 0x20;
/// What could be foreseen is stated instead.
pub(super) const STATED: u8 = 0x40;
/// Its time is later than that of the event before.
pub(super) const LATER: u8 = 0x80;
