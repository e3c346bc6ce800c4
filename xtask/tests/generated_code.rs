//! The committed Rust code matches the `.proto` files. `UPDATE_EXPECT=1` generates it again.

use std::{fs, path::Path};

#[test]
fn generated_code_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto");
    let files = [
        "processor/v1/processor.proto",
        "dagwood/v1/trace.proto",
        "dagwood/v1/share.proto",
        "dagwood/worker/wasm.proto",
        "dagwood/worker/worker.proto",
    ];
    let descriptors = protox::compile(files, [root.join("proto")]).expect("the .proto files are valid");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gen");
    fs::create_dir_all(&out).expect("the target folder can be written");
    prost_build::Config::new()
        .btree_map(["."])
        .out_dir(&out)
        .compile_fds(descriptors)
        .expect("prost generates code for every message");

    for name in ["dagwood.v1.rs", "dagwood.worker.rs", "processor.v1.rs"] {
        let current = fs::read_to_string(out.join(name)).expect("prost wrote the file");
        let committed = root.join("src/gen").join(name);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&committed, &current).expect("the source folder can be written");
        }
        let found = fs::read_to_string(&committed).unwrap_or_default();
        assert!(found == current, "{name} is not current: run `UPDATE_EXPECT=1 cargo test -p xtask`");
    }
}
