//! The texts of what if.

use dagwood_core::Micros;

use crate::state::RunNumber;

texts! {
    const TITLE = "What if";
    const NO_RUN = "Run the workflow, go to a step, and change something from there on. For example: if mark fails at step 3, a second run shows which processors are skipped then, and how much earlier it ends.";
    const LIVE = "Live runs are not repeatable. Run in virtual time to fork.";
    const FAILS = "fails";
    const ONE_MORE_ATTEMPT = "gets one more attempt";
    const TAKES = "takes";
    const DURATION = "Duration in milliseconds";
    const MS = " ms";
    const GIVES = "gives";
    const OUTPUT = "Output";
    const THERE_ARE = "there are";
    const WORKERS_FROM_HERE = "Workers from here on";
    const WORKERS = " workers";
    const RUNS = "Runs";
    const AND = " and ";
    const FORKS = "forks";
    const NO_RUNS = "No runs yet.";
    const COMPARE = "Compare";
    const UNFINISHED = "unfinished";
    fn from_step(step: usize = 3, id: &str = "mark") = "From step {step} on, what if {id} …";
    fn forbidden(why: &str = "`mark` is already completed at that step; fork the run at an earlier step") = "Not at this step: {why}.";
    fn select(step: usize = 3) = "From step {step} on. Select a processor to change it.";
    fn compare(fork: u32 = 2, parent: u32 = 1) = "Compare run {fork} with run {parent}";
    fn run(number: u32 = 1) = "Run {number}";
    fn fork(parent: RunNumber = 1, change: &str = "mark fails.") = "Fork of run {parent}. {change}";
    fn options(strategy: &str = "level", workers: &str = "2 workers") = "{strategy}, {workers}.";
    fn result(how: &str = "level, 2 workers.", result: &str = UNFINISHED, makespan: Micros = Micros::new(15_000)) =
        "{how} Result: {result} after {makespan}.";
}
