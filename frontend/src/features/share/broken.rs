//! The workflow that explains why a link did not open: a processor for each step of opening it.

use dagwood_proto::share::{LinkError, Opening};

use crate::state::Session;

/// The document that explains why a link did not open.
#[must_use]
pub fn explanation(error: LinkError, link: String) -> Session {
    /// The maximum number of characters of the link that are the input.
    const MOST: usize = 300;
    let processors: String = Opening::ALL.map(|step| processor(step, error)).concat();
    let reason = comment(&format!("`{}` failed: {error}.", error.step().name()));
    let workflow = format!(
        "# Why the link did not open\n{reason}\n#\n\
         # Each processor is a step of opening a link. Run them: the steps\n\
         # after the failed step do not start. The input is the link.\n\
         strategy: reactive\nfailure_strategy: fail_fast\nprocessors:\n{processors}"
    );
    Session { workflow, input: link.chars().take(MOST).collect(), link: Some(link), ..Session::default() }
}

fn processor(step: Opening, error: LinkError) -> String {
    let (help, after) = match step {
        Opening::Received => ("Finds `#code/` and the codec in the address.", ""),
        Opening::Checked => ("Compares the characters with the checksum at the end.", "received"),
        Opening::Unpacked => ("Decompresses the content.", "checked"),
        Opening::Read => ("Reads workflow, input and options.", "unpacked"),
    };
    let name = step.name();
    let after = if after.is_empty() { String::new() } else { format!("    depends_on: [{after}]\n") };
    let fails = if step == error.step() { "    simulate: { fail_attempts: 1 }\n" } else { "" };
    format!(
        "  # {help}\n  - id: {name}\n    type: local\n    processor: prefix_suffix_adder\n    \
         options: {{ prefix: \"\", suffix: \" ({name})\" }}\n{after}{fails}"
    )
}

/// A text as lines of a comment.
fn comment(text: &str) -> String {
    const WIDTH: usize = 70;
    let mut lines = vec![String::from("#")];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < WIDTH => *line += &format!(" {word}"),
            _ => lines.push(format!("# {word}")),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use dagwood_core::{Payload, Status, VirtualDriver, compile, sentence};
    use expect_test::expect;

    use super::*;

    #[test]
    fn the_workflow_says_what_failed_and_why() {
        let session = explanation(LinkError::WrongChecksum, "https://example.org/#code/d2.abc".into());
        assert_eq!((&*session.title(), session.input.len()), ("Why the link did not open", 32));
        expect![[r##"
            # Why the link did not open
            # `checked` failed: the link is damaged: its checksum is wrong; copy
            # it again from its source.
            #
            # Each processor is a step of opening a link. Run them: the steps
            # after the failed step do not start. The input is the link.
            strategy: reactive
            failure_strategy: fail_fast
            processors:
              # Finds `#code/` and the codec in the address.
              - id: received
                type: local
                processor: prefix_suffix_adder
                options: { prefix: "", suffix: " (received)" }
              # Compares the characters with the checksum at the end.
              - id: checked
                type: local
                processor: prefix_suffix_adder
                options: { prefix: "", suffix: " (checked)" }
                depends_on: [received]
                simulate: { fail_attempts: 1 }
              # Decompresses the content.
              - id: unpacked
                type: local
                processor: prefix_suffix_adder
                options: { prefix: "", suffix: " (unpacked)" }
                depends_on: [checked]
              # Reads workflow, input and options.
              - id: read
                type: local
                processor: prefix_suffix_adder
                options: { prefix: "", suffix: " (read)" }
                depends_on: [unpacked]
        "##]]
        .assert_eq(&session.workflow);
        let long = explanation(LinkError::TooLong, "x".repeat(1 << 20));
        assert_eq!(long.input.len(), 300);
    }

    #[test]
    fn the_step_that_failed_fails_in_the_run_and_those_after_it_do_not_start() {
        let errors = [
            LinkError::NoDocument,
            LinkError::UnknownCodec,
            LinkError::Truncated,
            LinkError::WrongChecksum,
            LinkError::ForeignCharacter('\n'),
            LinkError::TooLong,
            LinkError::NotCompressed,
            LinkError::TooLarge,
            LinkError::Malformed,
            LinkError::Inconsistent("a fork has no parent"),
        ];
        for error in errors {
            let session = explanation(error, "#code/d2.abc".into());
            let plan = compile(&session.workflow).plan.unwrap_or_else(|| panic!("{}", session.workflow));
            let run = VirtualDriver::new(&plan, plan.options(), Payload::from(&*session.input)).run_to_end();
            assert_eq!(run.status(), Some(Status::Failed), "{error:?}");
            let said: Vec<_> = (0..run.len()).map(|seq| sentence(&run, seq)).collect();
            let at = Opening::ALL.iter().position(|&step| step == error.step()).expect("it is one of them");
            for (i, step) in Opening::ALL.iter().enumerate() {
                let started = said.iter().any(|said| said.contains(step.name()) && said.contains("start"));
                assert_eq!(started, i <= at, "{error:?}: {said:#?}");
            }
            assert!(session.workflow.lines().all(|line| line.chars().count() <= 72), "{}", session.workflow);
        }
    }
}
