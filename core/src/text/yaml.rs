//! From YAML text to a [`Workflow`](crate::Workflow): a tree with the range of every value, then the workflow's schema.

mod decode;
mod encoding;
mod parser;
mod scalar;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests;
mod tree;

pub use self::encoding::other_encoding;
pub(crate) use self::{
    decode::{read, unknown_key},
    scalar::{Resolved, shorten},
    tree::{Kind, NodeId, Scalar, Tree},
};
