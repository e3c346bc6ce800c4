//! The texts of the header, and of the choice of a view on narrow screens.

texts! {
    const NAME = "DAGwood ";
    const NAME_END = "Playground";
    const STRATEGY = "Strategy";
    const FAILURE_STRATEGY = "Failure strategy";
    const WORKERS = "Workers";
    const WRITE = "Write to file";
    const LIVE = "Live";
    const LIVE_HELP = "Run in real time, in parallel browser workers";
    const VIEW = "View";
    const WRITE_STRATEGY = "strategy";
    const WRITE_FAILURE_STRATEGY = "failure strategy";
    const WRITE_WORKERS = "workers";
    fn no_workers(typed: &str = "0", present: u32 = 4, most: u32 = 64) = "“{typed}” is not a number of workers: use 1 to {most}. It stays at {present}.";
    fn write(what: &str = WRITE_STRATEGY) = "Write to file: {what}";
}
