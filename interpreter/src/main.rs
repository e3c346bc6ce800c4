//! The interpreter as a loadable module: its exports are in the library.

// Nothing here calls the library, but it must be linked.
use dagwood_interpreter as _;

fn main() {
    console_error_panic_hook::set_once();
}
