//! `dagwood check`: every problem of some files.

use std::io::Write as _;

use dagwood_core::Overrides;

use crate::{
    args::Check,
    console::Console,
    exit::{Exit, Failure},
    source::Source,
};

pub(crate) fn check(args: &Check, console: &mut Console) -> Result<Exit, Failure> {
    let mut exit = Exit::Succeeded;
    for file in &args.files {
        let (lines, is_valid) = match Source::read(file) {
            Ok(source) => {
                let compiled = source.compile(Overrides::default());
                (source.lines(&compiled.diagnostics), compiled.plan.is_some())
            }
            Err(failure @ Failure::Refused(_)) => (failure.to_string(), false),
            Err(failure) => return Err(failure),
        };
        if !lines.is_empty() {
            writeln!(console.out, "{lines}")?;
        }
        if !is_valid {
            exit = Exit::Invalid;
        }
    }
    Ok(exit)
}
