//! From YAML text to a [`Workflow`](crate::Workflow): a tree with the range of every value, then the workflow's schema.

mod decode;
mod encoding;
mod parser;
mod reader;
mod scalar;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use self::{
    decode::read,
    reader::unknown_key,
    scalar::Resolved,
    tree::{Kind, Scalar},
};
pub use self::{
    encoding::other_encoding,
    reader::{Entry, Reader},
    scalar::shorten,
    tree::{NodeId, Tree},
};
