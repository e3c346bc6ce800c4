//! What a visitor downloads: each file of dist/, as it is and compressed with brotli as a static host would, and whether
//! each part of a visit keeps to its budget.

use crate::command::Cmd;
use crate::project::Project;
use anyhow::{Result, bail};

/// Prints the tables; an error if a part is over its budget. Node does the compression, because brotli is built in.
pub(crate) fn run(project: &Project) -> Result<()> {
    let dist = project.dist();
    if !dist.join("index.html").is_file() {
        bail!("there is no dist/ to measure: run `cargo xtask dist` first");
    }
    Cmd::new("node").args(["--input-type=module", "--eval", include_str!("size.mjs"), "--"]).arg(&dist).run()
}
