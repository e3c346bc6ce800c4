//! The texts of the notices.

texts! {
    const NOTICE = "Notice";
    const PROBLEM = "Page problem";
    const DISMISS = "Dismiss";
}
