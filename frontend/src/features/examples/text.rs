//! The texts of the examples.

texts! {
    EXAMPLE = "Example";
    YOUR_OWN = "Your own";
}

/// The files of an example are missing.
pub(crate) fn not_loaded(title: &str) -> String {
    format!("“{title}” could not be loaded.")
}

/// An example of each text with values.
#[cfg(test)]
pub(crate) fn examples() -> Vec<String> {
    vec![not_loaded("Hello")]
}
