//! `dagwood check`: reports all problems in some files.

use std::io::{self, IsTerminal as _, Write as _};

use dagwood_core::Overrides;

use crate::{
    args::{Check, CheckFormat},
    console::Console,
    exit::{Exit, Failure},
    report::{json, sarif, snippet::Snippets},
    source::Source,
};

pub(crate) fn check(args: &Check, console: &mut Console) -> Result<Exit, Failure> {
    let mut exit = Exit::Succeeded;
    let mut all = Vec::new();
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
        match args.format {
            CheckFormat::Pretty => {
                let snippets = Snippets::new(is_coloured());
                for problem in &problems {
                    writeln!(console.out, "{problem}")?;
                    write!(console.out, "{}", snippets.of(&text, problem))?;
                }
            }
            CheckFormat::Short => {
                for problem in &problems {
                    writeln!(console.out, "{problem}")?;
                }
            }
            CheckFormat::Json | CheckFormat::Sarif => all.extend(problems),
        }
    }
    match args.format {
        CheckFormat::Json => json::write(&mut console.out, &json::problems(&all))?,
        CheckFormat::Sarif => json::write(&mut console.out, &sarif::log(&all))?,
        CheckFormat::Pretty | CheckFormat::Short => {}
    }
    Ok(exit)
}

/// Whether colours are wanted and supported: <https://no-color.org> and <https://bixense.com/clicolors>.
fn is_coloured() -> bool {
    if anstyle_query::no_color() {
        return false;
    }
    let are_seen = || io::stdout().is_terminal() && anstyle_query::term_supports_color();
    anstyle_query::clicolor_force() || anstyle_query::clicolor() != Some(false) && are_seen()
}
