//! The interpreter as it is loaded: what it offers is in the library.

// Nothing here calls it, and yet it is to be linked.
use dagwood_interpreter as _;

fn main() {
    console_error_panic_hook::set_once();
}
