mod engine;
mod stack;


pub use self::{
    engine::{EnforcedLimits, EnforcedLimitsError},
    stack::StackConfig,
};
