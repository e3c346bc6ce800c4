//! What the user is told: the last notice, what is wrong with the page itself, and what assistive technology says.

use leptos::{prelude::*, task::spawn_local};

use super::{Page, rest::Rest};
use crate::{
    interop::page,
    state::{About, Part, Remedy, Trouble, Troubles},
};

/// How long something rests before it is said, in milliseconds.
const REST_MS: u32 = 400;

/// What the user is told.
#[derive(Clone, Copy)]
pub struct Notices {
    notice: ReadSignal<Option<Notice>>,
    set_notice: WriteSignal<Option<Notice>>,
    troubles: ReadSignal<Troubles>,
    set_troubles: WriteSignal<Troubles>,
    announcement: ReadSignal<String>,
    set_announcement: WriteSignal<String>,
    say_rest: StoredValue<Rest, LocalStorage>,
}

/// Something that the person is to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What kind of thing.
    pub kind: NoticeKind,
    /// What it is.
    pub text: String,
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// Something did not work.
    Error,
}

impl Notices {
    pub(super) fn new() -> Self {
        let (notice, set_notice) = signal(None);
        let (troubles, set_troubles) = signal(Troubles::default());
        let (announcement, set_announcement) = signal(String::new());
        let say_rest = StoredValue::new_local(Rest::default());
        Self { notice, set_notice, troubles, set_troubles, announcement, set_announcement, say_rest }
    }

    /// The notice on display.
    #[must_use]
    pub fn notice(self) -> ReadSignal<Option<Notice>> {
        self.notice
    }

    /// What is wrong with the page itself.
    #[must_use]
    pub fn troubles(self) -> ReadSignal<Troubles> {
        self.troubles
    }

    /// What assistive technology says.
    #[must_use]
    pub fn announcement(self) -> ReadSignal<String> {
        self.announcement
    }

    /// Shows an informational notice.
    pub(super) fn show_info(self, text: impl Into<String>) {
        self.set_notice.set(Some(Notice { kind: NoticeKind::Info, text: text.into() }));
    }

    /// Shows an error.
    pub(super) fn show_error(self, text: impl Into<String>) {
        self.set_notice.set(Some(Notice { kind: NoticeKind::Error, text: text.into() }));
    }

    /// Hides the notice.
    pub(super) fn clear(self) {
        self.set_notice.set(None);
    }

    /// Says something, in place of whatever was still to be said.
    pub(super) fn say(self, text: impl Into<String>) {
        self.say_rest.update_value(Rest::cancel);
        self.set_announcement.set(text.into());
    }

    /// Says that something did not work, and shows it until it is put away.
    pub(super) fn say_error(self, text: String) {
        self.say(text.clone());
        self.show_error(text);
    }

    /// Says something once nothing else has been to be said for a while.
    pub(super) fn say_at_rest(self, text: impl Into<String>) {
        let text = text.into();
        self.say_rest.update_value(|rest| rest.then(REST_MS, move || self.set_announcement.set(text)));
    }

    /// Says that something is wrong, until that is settled.
    pub(super) fn raise(self, trouble: Trouble) {
        if self.troubles.read_untracked().about(trouble.about) != Some(&trouble) {
            self.set_troubles.update(|troubles| troubles.raise(trouble));
        }
    }

    /// Nothing is wrong any more about something.
    pub(super) fn settle(self, about: About) {
        if self.troubles.read_untracked().about(about).is_some() {
            self.set_troubles.update(|troubles| {
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
}

impl Page {
    /// Puts a trouble away. It comes back if it happens again.
    pub(super) fn dismiss_trouble(self, about: About) {
        self.notices.settle(about);
        if about == About::Part(Part::Inspector) {
            self.modules.give_up();
        }
    }

    /// Does what the page offers about a trouble.
    pub(super) fn remedy(self, about: About, remedy: Remedy) {
        match remedy {
            Remedy::Reload => page::reload(),
            Remedy::CopyText => self.copy_text(),
            Remedy::TryAgain => {
                self.notices.settle(about);
                self.try_again(about);
            }
        }
    }

    fn try_again(self, about: About) {
        match about {
            About::BundledModules => self.load_bundled(),
            About::Examples => self.load_examples(),
            About::Part(Part::Engine) => self.check_now(),
            About::Part(Part::Inspector) => self.inspect_again(),
            // These offer nothing to try again.
            About::Saving | About::StoredModules | About::DamagedModules | About::KeptModule | About::Part(_) => {}
        }
    }

    fn copy_text(self) {
        spawn_local(async move {
            self.notices.say(match page::copy(&self.document.workflow().get_untracked()).await {
                Ok(()) => "The workflow is on the clipboard.",
                Err(()) => "The browser does not allow copying: select the text and press Ctrl+C.",
            });
        });
    }
}
