//! The texts of the settings.

texts! {
    const SYSTEM = "System";
    const LIGHT = "Light";
    const DARK = "Dark";
    const PRESENTATION = "Presentation mode (large type, no editor, clicker keys)";
    const PLAYS = "Play a new run from its first step (any key or click skips to its end)";
    const LETTERS = "Single-letter shortcuts (outside text fields)";
    const THEME = "Theme";
    const SIZES = "Sizes";
    const PERCENT = " percent";
    const WORKFLOW_WIDTH = "Width of the workflow";
    const INSPECTOR_WIDTH = "Width of the inspector";
    const TIMELINE_HEIGHT = "Height of the timeline";
    const EVENTS_HEIGHT = "Height of the events";
    const MAXIMISED = "Maximised";
    const RESTORED = "All sections are shown again";
}
