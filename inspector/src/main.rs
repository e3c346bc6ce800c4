//! The worker that inspects modules: it describes files that users add.

mod inspect;

fn main() {
    console_error_panic_hook::set_once();
    inspect::serve();
}
