//! The texts of the options of a run.

texts! {
    const TITLE = "How it runs";
    const STRATEGY = "Strategy";
    const PRIORITY = "Priority";
    const PRIORITY_HELP = "Only work_queue uses it.";
    const FAILURE_STRATEGY = "Failure strategy";
    const WORKERS = "Workers";
    const LIVE = "Live";
    const LIVE_RUN = "live";
    const LIVE_HELP = "Run in real time, in parallel browser workers. It is not stored in the file.";
    const MINIATURE = "The same five processors on two workers, under each strategy: c starts after b, and e after c and d.";
    const PLAY_AGAIN = "Play again";
    const WRITE = "Put these into the file";
    const AS_IN_FILE = "The file has the same options: there is nothing to put into it.";
    const NOT_AS_IN_FILE = "They differ from the file. One undo reverts this.";
    fn takes(ms: u16 = 90) = "ends after {ms} ms";
    fn no_workers(typed: &str = "0", present: u32 = 4, most: u32 = 64) = "“{typed}” is not a number of workers: use 1 to {most}. It stays at {present}.";
}
