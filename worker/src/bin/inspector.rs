//! The worker that inspects modules.

fn main() {
    console_error_panic_hook::set_once();
    dagwood_worker::inspect::serve();
}
