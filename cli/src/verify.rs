//! `dagwood verify`: repeats the runs of tests.

use std::{
    fs::File,
    io::{self, Read as _, Write as _},
    path::Path,
};

use dagwood_core::{VirtualDriver, counted};
use dagwood_export::test::{Code, Difference, MAX_BYTES, Test, Verdict};

use crate::{
    args::{ModuleFolder, Verify},
    console::{Console, printable},
    exit::{Exit, Failure, reason},
    source::{Name, Source},
};

pub(crate) fn verify(args: &Verify, console: &mut Console) -> Result<Exit, Failure> {
    let (mut differs, mut refused) = (false, false);
    for path in &args.files {
        match verify_one(path, &args.folder, console) {
            Ok((test, verdict)) => {
                write!(console.out, "{}", report(path, &test, &verdict))?;
                differs |= verdict != Verdict::Passed;
            }
            Err(Failure::Refused(lines)) => {
                console.complain(&lines);
                refused = true;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(match (refused, differs) {
        (true, _) => Exit::Invalid,
        (false, true) => Exit::Unsuccessful,
        (false, false) => Exit::Succeeded,
    })
}

fn verify_one(path: &Path, folder: &ModuleFolder, console: &mut Console) -> Result<(Test, Verdict), Failure> {
    let test = Test::read(&read(path)?).map_err(|refused| {
        let (file, message) = (Name(path), printable(&refused.message));
        match refused.place {
            Some((line, column)) => {
                Failure::of_file(format_args!("{file}:{line}:{column}"), refused.code.name(), message)
            }
            None => Failure::of_file(file, refused.code.name(), message),
        }
    })?;
    let source = Source::of_test(path, test.workflow.clone());
    let plan = source.plan(test.overrides, folder, console)?;
    let run = VirtualDriver::new(&plan, plan.options(), test.input.clone()).run_to_end();
    let verdict = test.judge(&run);
    Ok((test, verdict))
}

fn read(path: &Path) -> Result<String, Failure> {
    let cannot = |error| Failure::of_file(Name(path), "cannot-read", reason(&error));
    if path.is_dir() {
        return Err(cannot(io::ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    // One byte more than the limit, so that the reader reports the excess.
    File::open(path).and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    let no_text = |_| Failure::of_file(Name(path), Code::JsonSyntax.name(), "the file is not UTF-8 text");
    String::from_utf8(bytes).map_err(no_text)
}

fn report(path: &Path, test: &Test, verdict: &Verdict) -> String {
    let (file, events) = (Name(path), test.events.len());
    match verdict {
        Verdict::Passed => format!("{file}: passed, {}\n", counted(events, "event")),
        Verdict::Differs(Difference { step, expected, found }) => {
            let line = |event: &Option<String>, nothing: &str| {
                event.as_deref().map_or_else(|| nothing.into(), |event| printable(event).into_owned())
            };
            let note =
                if expected == found { "  The data of these events differ, such as their payloads.\n" } else { "" };
            format!(
                "{file}: differs at step {step} of {events}\n  expected: {}\n  found:    {}\n{note}",
                line(expected, "the run has ended"),
                line(found, "the run has ended"),
            )
        }
        Verdict::OtherHash { found } => format!(
            "{file}: differs in its hash, although all {events} events are the same: the options, the graph or the format of \
             traces differ\n  expected: {}\n  found:    {found}\n",
            test.hash
        ),
    }
}
