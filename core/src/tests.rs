//! Tests of the engine as a whole. Tables of small cases stand beside the code they are about; what every front of the
//! project must agree on stands as data in the workspace's `tests/`.

mod analysis;
mod edits;
mod explanations;
mod forks;
mod interleavings;
mod measures;
mod properties;
mod scenarios;
mod testkit;
