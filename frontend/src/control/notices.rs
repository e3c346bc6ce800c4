//! Messages to the user: the last notice, the troubles of the page, and the announcements to assistive technology.

use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task::spawn_local};

use super::{Page, rest::Rest};
use crate::{
    interop::{files, page},
    parts,
    state::{
        About, Part, Remedy, Trouble, Troubles,
        command::{Command, label},
    },
    text::notice as text,
};

/// The debounce time of announcements, in milliseconds.
const REST_MS: u32 = 400;
/// How long information without a command stays, in milliseconds.
const READ_MS: u32 = 10_000;

/// The messages to the user.
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

/// A message to the user.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its kind.
    pub kind: NoticeKind,
    /// Its text.
    pub text: String,
    /// A command that it offers, with the label of its button.
    pub offer: Option<(Command, &'static str)>,
    /// Whether it only holds while the workflow has errors.
    pub of_errors: bool,
}

/// The severity of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Information.
    Info,
    /// A failure.
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

    /// The troubles of the page itself.
    #[must_use]
    pub fn troubles(self) -> ReadSignal<Troubles> {
        self.troubles
    }

    /// The announcement to assistive technology.
    #[must_use]
    pub fn announcement(self) -> ReadSignal<String> {
        self.announcement
    }

    /// Shows an informational notice.
    pub(super) fn show_info(self, text: impl Into<String>) {
        self.show(NoticeKind::Info, text.into(), None);
        let shown = self.notice.get_untracked();
        Timeout::new(READ_MS, move || {
            if self.notice.get_untracked() == shown {
                self.clear();
            }
        })
        .forget();
    }

    fn show(self, kind: NoticeKind, text: String, offer: Option<(Command, &'static str)>) {
        self.set_notice.set(Some(Notice { kind, text, offer, of_errors: false }));
    }

    /// Shows that something was refused because of an error in the workflow, with the way to it.
    pub(super) fn show_until_sound(self, text: String, problem: Option<Command>) {
        let offer = problem.map(|problem| (problem, text::SHOW_PROBLEM));
        self.set_notice.set(Some(Notice { kind: NoticeKind::Error, text, offer, of_errors: true }));
    }

    /// Hides a notice that no longer holds, now that the workflow has no errors.
    pub(super) fn is_sound(self) {
        if self.notice.read_untracked().as_ref().is_some_and(|notice| notice.of_errors) {
            self.clear();
        }
    }

    /// Shows what has been done, and offers a command that undoes it.
    pub(super) fn show_undoable(self, text: impl Into<String>, undo: Command) {
        let label = label(&undo);
        self.show_offer(text, undo, label);
    }

    /// Shows what has been done, and offers a command that continues with it, under this label.
    pub(super) fn show_offer(self, text: impl Into<String>, command: Command, label: &'static str) {
        self.show(NoticeKind::Info, text.into(), Some((command, label)));
    }

    /// Shows that a document has been opened, and offers to return to the previous one.
    pub(super) fn show_opened(self, text: impl Into<String>) {
        self.show_undoable(text, Command::ReturnToPrevious);
    }

    /// Shows an error.
    pub(super) fn show_error(self, text: impl Into<String>) {
        self.show_failure(text, None);
    }

    /// Shows a failure, and offers the way back from what has been done nevertheless.
    pub(super) fn show_failure(self, text: impl Into<String>, way_back: Option<Command>) {
        let offer = way_back.map(|command| (command.clone(), label(&command)));
        self.show(NoticeKind::Error, text.into(), offer);
    }

    /// Hides the notice that offers this command, if it is shown.
    pub(super) fn withdraw(self, offer: &Command) {
        let has_it = |notice: &Notice| notice.offer.as_ref().is_some_and(|(command, _)| command == offer);
        if self.notice.read_untracked().as_ref().is_some_and(has_it) {
            self.clear();
        }
    }

    /// Hides the notice.
    pub(super) fn clear(self) {
        self.set_notice.set(None);
    }

    /// Announces a text, and cancels the pending announcement.
    pub(super) fn say(self, text: impl Into<String>) {
        self.say_rest.update_value(Rest::cancel);
        self.set_announcement.set(text.into());
    }

    /// Reports a failure, and shows it until the user dismisses it.
    pub(super) fn say_error(self, text: String) {
        self.say(text.clone());
        self.show_error(text);
    }

    /// Says why an entry of the user is refused.
    pub fn refuse(self, text: String) {
        self.say_error(text);
    }

    /// Announces a text after a pause without other announcements.
    pub(super) fn say_at_rest(self, text: impl Into<String>) {
        let text = text.into();
        self.say_rest.update_value(|rest| rest.then(REST_MS, move || self.set_announcement.set(text)));
    }

    /// Shows a trouble until it is resolved.
    pub(super) fn raise(self, trouble: Trouble) {
        if self.troubles.read_untracked().about(trouble.about) != Some(&trouble) {
            self.set_troubles.update(|troubles| troubles.raise(trouble));
        }
    }

    /// Removes the troubles about something.
    pub(super) fn settle(self, about: About) {
        if self.troubles.read_untracked().about(about).is_some() {
            self.set_troubles.update(|troubles| {
                troubles.settle(about);
            });
        }
    }

    /// Removes a trouble, unless another one about the same thing has replaced it.
    pub(super) fn settle_if(self, trouble: &Trouble) {
        if self.troubles.read_untracked().about(trouble.about) == Some(trouble) {
            self.settle(trouble.about);
        }
    }
}

impl Page {
    /// Dismisses a trouble. It reappears if it happens again.
    pub(super) fn dismiss_trouble(self, about: About) {
        self.notices.settle(about);
        if about == About::Part(Part::Inspector) {
            self.modules.give_up();
        }
    }

    /// Performs the action that the page offers for a trouble.
    pub(super) fn remedy(self, about: About, remedy: Remedy) {
        match remedy {
            Remedy::Reload => page::reload(),
            Remedy::CopyText => self.copy_text(),
            Remedy::DownloadText => self.download_text(),
            Remedy::UseLinkedModules => self.give(Command::UseLinkedModules),
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
            About::Link => self.give(Command::OpenLink),
            About::Part(Part::Engine) => self.check_now(),
            About::Part(Part::Inspector) => spawn_local(async move {
                // The part is already loaded, by the command that asked for the inspection.
                let _ = parts::inspect_again(self).await;
            }),
            // These offer no retry.
            About::Saving
            | About::Documents
            | About::StoredModules
            | About::DamagedModules
            | About::KeptModule
            | About::LinkedModules
            | About::Part(_) => {}
        }
    }

    fn download_text(self) {
        if files::download(text::FILE, self.document.workflow().get_untracked().as_bytes()).is_err() {
            self.notices.show_error(text::NOT_DOWNLOADED);
        }
    }

    fn copy_text(self) {
        spawn_local(async move {
            self.notices.say(match page::copy(&self.document.workflow().get_untracked()).await {
                Ok(()) => text::COPIED,
                Err(()) => text::NOT_COPIED,
            });
        });
    }
}
