//! The texts of tests.

texts! {
    const LIVE = "A live run cannot be a test, because it is not repeatable.";
    const OLD = "The workflow, the input or the options are different now. Run again, then save the test.";
    const VERIFY = "Verify a test";
    const VERIFY_HELP = "Opens a test that was saved here or by the command line, runs it, and reports the first step that differs.";
    const ENDED = "the run has ended";
    const SAME_SENTENCE = "The data of these events differ, such as their payloads.";
    const PROBLEMS = "its workflow has problems";
    const NOT_TEXT = "its input is not text; `dagwood verify` can run it";
    fn cannot(why: &str = "the run has not ended") = "This run cannot be a test: {why}.";
    fn saved(file: &str = "mine.test.json") = "Saved as {file}";
    fn waits(name: &str = "mine") = "“{name}” uses modules. Press Run to verify it.";
    fn count(passed: usize = 1, all: usize = 3) = "{passed} of {all} tests passed.";
    fn passed(name: &str = "mine", events: &str = "42 events") = "“{name}” passed: all {events} match.";
    fn differs(name: &str = "mine", step: usize = 5, of: usize = 42) = "“{name}” differs at step {step} of {of}.";
    fn events(expected: &str = "at 1 ms: a starts", found: &str = "at 2 ms: a starts") = "Expected: {expected}. Found: {found}.";
    fn other_hash(name: &str = "mine") = "“{name}” has the same events, but another trace hash: the options, the graph or the format of traces differ.";
    fn not_run(name: &str = "mine", why: &str = "its workflow has problems") = "“{name}” was not run: {why}.";
}
