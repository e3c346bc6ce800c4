//! The texts of the list of events.

texts! {
    const TITLE = "Events";
    const LIST = "Events of the run";
    const NOT_STARTED = "The run has not started.";
}
