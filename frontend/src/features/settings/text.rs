//! The texts of the settings.

texts! {
    SYSTEM = "System";
    LIGHT = "Light";
    DARK = "Dark";
    PRESENTATION = "Presentation mode (large type, no editor, clicker keys)";
    LETTERS = "Single-letter shortcuts (outside text fields)";
    THEME = "Theme";
    SIZES = "Sizes";
    PERCENT = " percent";
    WORKFLOW_WIDTH = "Width of the workflow";
    INSPECTOR_WIDTH = "Width of the inspector";
    TIMELINE_HEIGHT = "Height of the timeline";
    EVENTS_HEIGHT = "Height of the events";
}
