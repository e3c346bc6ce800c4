//! Lessons: Markdown files whose blocks are YAML, in which a learner edits a workflow until its checks hold.
//!
//! ````text
//! ---
//! lesson: 1
//! id: order
//! title: Order comes from edges
//! objective: Make an order of execution
//! minutes: 5
//! ---
//!
//! [Run it](do:run), then [look at the end](do:go=run.ended).
//!
//! ```yaml start
//! strategy: reactive
//! processors: [{ id: a, type: local, processor: reverse_text }, { id: b, type: local, processor: reverse_text }]
//! ```
//!
//! ## One after the other
//!
//! ```checks
//! - { id: order, say: "`b` starts after `a`", before: [a.ended, b.started] }
//! ```
//! ```solution
//! edits: connect a -> b
//! ```
//! ````
//!
//! [`read`] turns the text into a [`Lesson`] in which everything has its range in the file; no HTML is passed through. [`prove`]
//! shows that a lesson can be done: its start fails, its solutions pass, and each wrong answer fails the checks that it names.
//! [`judge()`] judges an answer, and [`mutate()`] finds answers that pass unexpectedly.

mod block;
mod front;
mod judge;
mod lesson;
pub mod limits;
mod link;
mod markdown;
mod mutate;
mod proof;
mod question;
mod read;
mod schema;
#[cfg(test)]
mod tests;
mod yaml;

pub use self::{
    front::{Front, Offers, is_id},
    judge::{Judged, Mistake, Task, judge},
    lesson::{Answer, Change, Item, Lesson, Section, Start, Wrong},
    link::{Step, View},
    markdown::{Alignment, Block, BlockKind, Inline, InlineKind, Target, plain_text},
    mutate::{Mutant, Mutated, mutants, mutate},
    proof::{Finding, Problem, prove, prove_needs},
    question::{Ask, Question},
    read::read,
};
