//! How a workflow is run: strategy, priority, failure strategy, workers, and in real time or not.

mod miniature;
mod model;
pub(crate) mod text;
mod view;

pub use self::model::summary;
pub(crate) use self::view::RunOptionsPanel;
