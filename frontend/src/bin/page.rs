//! The page.

use dagwood_playground::{interop, mount};

fn main() {
    interop::panic::report();
    // The browser has just compiled the program in this task.
    interop::clock::in_own_task(mount);
}
