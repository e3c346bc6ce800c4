//! The texts of the examples.

texts! {
    const EXAMPLE = "Example";
    const YOUR_OWN = "Your own";
    fn not_loaded(title: &str = "Hello") = "“{title}” could not be loaded.";
}
