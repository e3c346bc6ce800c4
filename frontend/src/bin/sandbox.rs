//! The engine's worker, with an interpreter of modules: runs them.

fn main() {
    console_error_panic_hook::set_once();
    dagwood_playground::worker::serve().expect("a worker has message channels");
}
