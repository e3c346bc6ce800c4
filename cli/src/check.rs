//! `dagwood check`: reports all problems in some files.

use dagwood_core::Overrides;

use crate::{
    args::Check,
    console::Console,
    exit::{Exit, Failure},
    report::problems::Problems,
    source::Source,
};

pub(crate) fn check(args: &Check, console: &mut Console) -> Result<Exit, Failure> {
    let mut exit = Exit::Succeeded;
    let mut report = Problems::new(args.format);
    for file in &args.files {
        let (text, problems) = match Source::read(file) {
            Ok(source) => {
                let compiled = source.compile(Overrides::default(), &args.folder);
                if compiled.plan.is_none() {
                    exit = Exit::Invalid;
                }
                let problems = source.problems(&compiled.diagnostics);
                (source.text, problems)
            }
            Err(problem) => {
                exit = Exit::Invalid;
                (String::new(), vec![*problem])
            }
        };
        report.write(&text, problems, &mut console.out)?;
    }
    report.finish([], &mut console.out)?;
    Ok(exit)
}
