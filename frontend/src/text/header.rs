//! The texts of the header, and of the choice of a view on narrow screens.

texts! {
    const NAME = "DAGwood ";
    const NAME_END = "Playground";
    const HOW = "How it runs: ";
    const DIFFERS = ", not as in the file";
    const DIFFERS_SIGN = "≠";
    const HELP = "Help";
    const VIEW = "View";
    const MAXIMISE_WORKFLOW = "Maximise the workflow";
    const MAXIMISE_CENTRE = "Maximise the centre";
    const MAXIMISE_BELOW = "Maximise the panels below the graph";
    const MAXIMISE_INSPECTOR = "Maximise the inspector";
    const MAXIMISE_EVENTS = "Maximise the events";
}
