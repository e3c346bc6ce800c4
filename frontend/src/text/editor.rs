//! The texts of the editor, the input and the problems.

texts! {
    const WORKFLOW = "Workflow";
    const KEYS = "YAML. Escape, then Tab, leaves the editor. Ctrl+Space shows completions, F2 explains the word at the cursor. \
            F8 goes to the next problem, Ctrl+. fixes it. Shift+F2 selects the processor in the graph.";
    const RUN_KEYS = "Ctrl+Enter runs";
    const INPUT = "Input";
    const TABS = "Write";
    const PROBLEMS = "Problems";
    const FIX = "Fix: ";
    const AT = " at ";
    fn back_to(title: &str = "A first workflow") = "Back to “{title}”.";
    fn done(fix: &str = "rename to mark") = "Done: {fix}";
    fn selected(id: &str = "mark") = "{id} is selected in the graph";
    fn alike(others: usize = 7) = "and {others} more of this kind";
    fn more(problems: usize = 7) = "and {problems} more";
}
