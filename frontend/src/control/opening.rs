//! Opening the page.

use leptos::prelude::*;

use super::{Page, document::as_in_editor};
use crate::{
    interop::address,
    state::{Moment, Session, Visits},
};

impl Page {
    /// Opens the page: what a link says, else what the browser has kept, else the first example.
    pub fn open(self) {
        address::restore_link();
        self.appear();
        self.listen_to_keys();
        self.explain();
        if !self.restore() {
            self.show_first_example();
        }
        let entry = address::entry().unwrap_or_else(address::number_entry);
        self.share.begin_at(entry, self.document.session());
        if address::has_link() {
            self.open_link();
        }
        self.check_now();
        self.load_gallery();
        self.load_shelf();
        self.keep_breakpoints();
        self.save_when_hidden();
        address::on_move(move || self.moved());
    }
}
