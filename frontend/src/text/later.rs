//! The texts of views that are loaded when they are first shown.

texts! {
    const NOT_LOADED = "This part of the page could not be loaded.";
}
