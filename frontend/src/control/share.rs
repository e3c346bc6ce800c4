//! Links to what is on the page.

use leptos::{prelude::*, task::spawn_local};

use super::Page;
use crate::{
    interop::{address, page},
    state::{Moment, Replay},
};

impl Page {
    /// Puts a link to this very moment into the address and onto the clipboard; where there is none, shows it.
    pub fn share(self) {
        let link = match self.moment().link(&address::query()) {
            Ok(link) => address::page() + &link,
            Err(error) => return self.notices.show_error(format!("There is no link to this: {error}.")),
        };
        address::replace(&link);
        spawn_local(async move {
            if page::copy(&link).await.is_ok() {
                let text = format!("Link copied, {} characters.", link.len());
                self.notices.say(text.clone());
                self.link.set(None);
                self.notices.show_info(text);
            } else {
                self.notices.say("The link is ready to be copied.");
                self.link.set(Some(link));
            }
        });
    }

    fn moment(self) -> Moment {
        // A run of something else has no moments that a link could come back to, and a live one has its own every time.
        let is_current = !self.player.is_stale().get_untracked() && !self.document.live().get_untracked();
        Moment {
            workflow: self.document.workflow().get_untracked(),
            input: self.document.input().get_untracked(),
            input_is_altered: false,
            overrides: self.document.options().read_untracked().overrides(),
            step: self.player.replay().read_untracked().as_ref().filter(|_| is_current).map(Replay::cursor),
            node: self.selection.id().get_untracked(),
            view: self.workspace.below().get_untracked(),
        }
    }
}
