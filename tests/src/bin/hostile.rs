//! Writes the hostile modules into a folder, for tests that are not written in Rust.

use std::{env, fs, path::PathBuf};

fn main() {
    let folder = PathBuf::from(env::args_os().nth(1).expect("the folder is the one argument"));
    fs::create_dir_all(&folder).expect("the folder can be made");
    for module in dagwood_tests::hostile::all() {
        // All are binary modules here, including those written as text.
        let name = module.name.replace(".wat", ".wasm");
        fs::write(folder.join(name), &module.bytes).expect("the folder can be written");
    }
}
