//! The texts of the edit form.

texts! {
    const ADD = "Add processor";
    const EDIT = "Edit";
    const ADD_AFTER = "Add processor after this one";
    const DELETE = "Delete";
    const DEPENDS_ON = "Depends on";
    const DEPEND_ON = "Depend on";
    const CONNECT = "Connect";
    const REMOVE_DEPENDENCY = "Remove dependency on ";
    const REMOVE = "Remove";
    const CHANGED = "The workflow has been changed.";
    const ID = "Id";
    const MODULE = "Module";
    const PROCESSOR = "Processor";
    const OPTION = "Option ";
    const INTENT = "Option intent";
    const INTENT_HELP = "transform or analyze";
    const FUEL_LEVEL = "Option fuel_level";
    const FUEL_LEVEL_HELP = "fuel of one attempt";
    const DURATION = "Duration in ms";
    const FAILING_ATTEMPTS = "Failing attempts";
    const TIMEOUT = "Timeout in ms";
    const EXTRA_ATTEMPTS = "Extra attempts";
    const BACKOFF = "Backoff in ms";
    fn not_changed(reason: &str = "there is already a processor “mark”") = "Not changed: {reason}.";
}
