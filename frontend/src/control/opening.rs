//! Opening the page.

use super::{Page, WORKFLOW_TEXT};
use crate::{
    interop::{address, shell},
    state::command::Command,
};

impl Page {
    /// Opens the page with the contents of the link, else with the stored session, else with the first example.
    pub fn open(self) {
        address::restore_link();
        self.appear();
        self.listen_to_keys();
        self.load_when_idle();
        self.run_when_checked();
        self.show_runs();
        self.follow_links();
        self.save_when_edited();
        self.mark_selected();
        if !self.restore() {
            self.show_first_example();
        }
        let entry = address::entry().unwrap_or_else(address::number_entry);
        self.share.begin_at(entry, self.document.session());
        if address::has_link() {
            self.share.begin_opening();
            self.give(Command::OpenLink);
        }
        self.check_now();
        if address::has_link() {
            // The link will be run.
            self.prefetch_results();
        }
        self.load_examples();
        self.load_modules();
        self.keep_breakpoints();
        self.save_when_hidden();
        address::on_move(move || self.moved());
    }

    /// Shows the page instead of the shell, with what was typed there.
    pub fn leave_shell(self) {
        if let Some(text) = shell::typed() {
            self.edit(text);
        }
        shell::leave(WORKFLOW_TEXT);
    }
}
