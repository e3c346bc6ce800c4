//! The texts of the notices.

texts! {
    const NOTICE = "Notice";
    const PROBLEM = "Page problem";
    const DISMISS = "Dismiss";
    const COPIED = "The workflow is on the clipboard.";
    const NOT_COPIED = "The browser does not allow copying: select the text and press Ctrl+C.";
}
