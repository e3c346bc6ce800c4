//! The texts of the dialogs, and of the list of shortcuts.

texts! {
    const DOCUMENTS = "Documents";
    const HISTORY = "History";
    const SETTINGS = "Settings";
    const SHORTCUTS = "Shortcuts";
    const GLOSSARY = "Glossary";
    const CLOSE = "Close";
    const EVERYWHERE = "Everywhere";
    const OUTSIDE_TEXT_FIELDS = "Everywhere except in text fields";
    const IN_VIEWS_OF_RUN = "In the graph, the steps, the timeline and the events";
    const IN_GRAPH = "In the graph";
    const IN_TABLE = "In the table of processors";
    const IN_TIMELINE = "In the timeline";
    const IN_EVENTS = "In the events";
    const WHILE_PRESENTING = "While presenting";
    const WHILE_MAXIMISED = "While a section is maximised";
    const IN_EDITOR = "In the editor";
}
