//! What is wrong with the page itself, and what the user can do about it.

use leptos::{prelude::*, task::spawn_local};

use super::Page;
use crate::{
    interop::page,
    state::{About, Part, Remedy, Trouble},
};

impl Page {
    /// Says that something is wrong, until that is settled.
    pub(super) fn raise(self, trouble: Trouble) {
        if self.troubles.read_untracked().about(trouble.about) != Some(&trouble) {
            self.troubles.update(|troubles| troubles.raise(trouble));
        }
    }

    /// Nothing is wrong any more about something.
    pub(super) fn settle(self, about: About) {
        if self.troubles.read_untracked().about(about).is_some() {
            self.troubles.update(|troubles| {
                troubles.settle(about);
            });
        }
    }

    /// A trouble is over, unless another one about the same has taken its place.
    pub(super) fn settle_if(self, trouble: &Trouble) {
        if self.troubles.read_untracked().about(trouble.about) == Some(trouble) {
            self.settle(trouble.about);
        }
    }

    /// Puts a trouble away. It comes back if it happens again.
    pub fn put_away(self, about: About) {
        self.settle(about);
        if about == About::Part(Part::Inspector) {
            self.uninspected.set_value(Vec::new());
        }
    }

    /// Does what the page offers about a trouble.
    pub fn remedy(self, about: About, remedy: Remedy) {
        match remedy {
            Remedy::Reload => page::reload(),
            Remedy::CopyText => self.copy_text(),
            Remedy::TryAgain => {
                self.settle(about);
                self.try_again(about);
            }
        }
    }

    fn try_again(self, about: About) {
        match about {
            About::BundledModules => self.load_bundled(),
            About::Examples => self.load_gallery(),
            About::Part(Part::Engine) => self.check_now(),
            About::Part(Part::Inspector) => self.inspect_again(),
            // These offer nothing to try again.
            About::Saving | About::StoredModules | About::DamagedModules | About::KeptModule | About::Part(_) => {}
        }
    }

    fn copy_text(self) {
        spawn_local(async move {
            self.say(match page::copy(&self.workflow.get_untracked()).await {
                Ok(()) => "The workflow is on the clipboard.",
                Err(()) => "The browser does not let the page copy: select the text and press Ctrl+C.",
            });
        });
    }
}
