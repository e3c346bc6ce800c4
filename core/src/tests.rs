//! Tests of the whole engine. Tables of small cases are next to the code that they test; cases that page, command line
//! and engine must agree on are data in the workspace's `tests/`.

mod analysis;
mod edits;
mod explanations;
mod forks;
mod interleavings;
mod measures;
mod properties;
mod scenarios;
mod testkit;
