//! The texts of the steps, the jumps and the breakpoints.

texts! {
    const TITLE = "Transport";
    const NO_RUN = "No run yet.";
    const PLAY = "Play";
    const PAUSE = "Pause";
    const STEP = "Step";
    const SPEED = "Steps per second";
    const RUN_FIRST = "Run the workflow, then step through the run.";
    const JUMP = "Jump";
    const GO_TO = "Go to";
    const STOP_AT = "Stop at";
    const NO_BREAKPOINTS = "No breakpoints.";
    const SET_BREAKPOINTS = " Set breakpoints on processors in the inspector.";
    const NO_MORE = "No more matches.";
    const AT_START = "This is the first step.";
    const AT_END = "This is the last step.";
    fn stopped(moment: &str = "Step 4 of 20, 30 ms: a completed") = "Stopped at a breakpoint. {moment}";
    fn breakpoint_set(id: &str = "mark") = "Breakpoint set on {id}.";
    fn breakpoint_removed(id: &str = "mark") = "Breakpoint removed from {id}.";
    fn moment(cursor: usize = 4, len: usize = 20, now: &str = "30 ms", sentence: &str = "a completed") =
        "Step {cursor} of {len}, {now}: {sentence}";
}
