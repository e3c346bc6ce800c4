//! The engine's worker, with all that it takes to look at a module: says what it is.

fn main() {
    console_error_panic_hook::set_once();
    dagwood_playground::worker::serve().expect("a worker has message channels");
}
