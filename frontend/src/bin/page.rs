//! The page.

fn main() {
    dagwood_playground::interop::panic::report();
    dagwood_playground::mount();
}
