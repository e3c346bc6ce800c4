//! The texts of the graph and of its table.

texts! {
    const TITLE = "Graph";
    const TABLE = "Table";
    const CENTRE = "Views";
    const NOTHING_DRAWN = "Nothing to draw yet.";
    const LAST_VALID = "The file has errors; showing the last valid graph.";
    const WITH_MISSING = "Processors marked “missing” are not in the file.";
    const ACROSS = "Left to right";
    const BELOW = "Below the graph";
    const STATES = "States";
    const PROCESSORS = "Processors";
    const PROCESSOR = "Processor";
    const STATE = "State";
    const LEVEL = "Level";
    const DEPENDS_ON = "Depends on";
    const UNBLOCKS = "Unblocks";
    const WORKER = "Worker";
    const START = "Start";
    const END = "End";
    const AND_BREAKPOINT = ", breakpoint";
    const AND_CRITICAL = ", critical";
    const CAPTION_CRITICAL = " · critical";
    const MISSING = "missing";
    const BARRIER_OPEN = "barrier open";
    fn missing(id: &str = "mark") = "{id}, missing: show where it is named";
    fn level(level: u32 = 1) = "Level {level}";
    fn barrier_closed(ended: usize = 2, of: usize = 3) = "barrier closed: {ended} of {of} ended";
}
