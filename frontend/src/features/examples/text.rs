//! The texts of the examples.

texts! {
    const TITLE = "Examples";
    const SEARCH = "Search examples";
    const TAGS = "Tags";
    const LOOK_AT = "Look at";
    fn count(found: usize = 3, all: usize = 41) = "{found} of {all} examples";
    fn step(step: usize = 12) = "step {step}";
    fn unknown(name: &str = "hello") = "There is no example “{name}”.";
    fn not_loaded(title: &str = "Hello") = "“{title}” could not be loaded.";
}
