//! Makes and opens share links.

use dagwood_proto::share::{Fingerprint, Moment};
use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task::spawn_local};

use super::{
    state::{input_of, query, query_without, view_of},
    text,
    visits::Visits,
};
use crate::{
    control::{Page, document::as_in_editor, page::set_changed},
    interop::{address, page},
    state::{
        About, Event, PanelId, Replay, Session,
        command::{Command, NotNow},
    },
};

/// The link to copy, the opened link, and the sessions of the browser's history.
#[derive(Clone, Copy)]
pub struct Share {
    link: ReadSignal<Option<String>>,
    set_link: WriteSignal<Option<String>>,
    /// The opened link, until it has been run.
    opened: StoredValue<Option<Moment>>,
    /// The session of each entry of the browser's history.
    visits: StoredValue<Visits>,
    opening: ReadSignal<bool>,
    set_opening: WriteSignal<bool>,
}

impl Share {
    pub(in crate::control) fn new() -> Self {
        let (link, set_link) = signal(None);
        let (opening, set_opening) = signal(false);
        let (opened, visits) = (StoredValue::new(None), StoredValue::new(Visits::default()));
        Self { link, set_link, opened, visits, opening, set_opening }
    }

    /// A link that the browser could not copy, for the user to copy.
    #[must_use]
    pub fn link(self) -> ReadSignal<Option<String>> {
        self.link
    }

    /// Whether the page is opening with a link whose moment is not shown yet. What it does not need for that waits.
    #[must_use]
    pub fn opening(self) -> ReadSignal<bool> {
        self.opening
    }

    /// The page opens with a link, and waits for its moment, but not for long.
    pub(in crate::control) fn begin_opening(self) {
        const PATIENCE_MS: u32 = 10_000;
        self.set_opening.set(true);
        Timeout::new(PATIENCE_MS, move || self.end_opening()).forget();
    }

    fn end_opening(self) {
        set_changed(self.set_opening, false);
    }

    /// Hides the link.
    pub(in crate::control) fn dismiss(self) {
        self.set_link.set(None);
    }

    /// Starts the record of sessions at this entry of the browser's history.
    pub(in crate::control) fn begin_at(self, entry: u64, session: Session) {
        self.visits.set_value(Visits::begin(entry, session));
    }

    /// Takes the opened link if this workflow and this input, which have now been run, are its own.
    pub(in crate::control) fn take_opened(self, workflow: &str, input: &str) -> Option<Moment> {
        let is_of = |moment: &Moment| moment.workflow == workflow && input_of(moment) == input;
        self.opened.try_update_value(|opened| opened.take_if(|moment| is_of(moment))).flatten()
    }
}

impl Page {
    /// Puts a link to the current step into the address and the clipboard; without a clipboard, shows the link.
    pub(in crate::control) fn make_link(self) -> Result<(), NotNow> {
        let link = match self.moment().link(query(&address::query())) {
            Ok(link) => address::page() + &link,
            Err(error) => {
                self.notices.show_error(text::no_link(&error));
                return Err(NotNow::Refused);
            }
        };
        address::replace(&link);
        self.save_pending();
        self.is_linked(link.clone());
        spawn_local(async move {
            if page::copy(&link).await.is_ok() {
                let text = text::copied(link.len());
                self.notices.say(text.clone());
                self.share.dismiss();
                self.notices.show_info(text);
            } else {
                self.notices.say(text::READY);
                self.share.set_link.set(Some(link));
            }
        });
        Ok(())
    }

    /// Runs a link to a step once it is checked, and leaves the link after an edit.
    pub(in crate::control) fn follow_links(self) {
        self.events.listen(move |event| match event {
            Event::Checked { is_sound } => self.opened_was_checked(*is_sound),
            Event::RunEnded { .. } => self.share.end_opening(),
            Event::Edited => self.leave_link(),
            Event::Opened if !self.storage.is_of_link(&address::whole()) => self.leave_link(),
            _ => {}
        });
    }

    fn moment(self) -> Moment {
        // A link cannot reproduce the step of a run of other options, or of a live run.
        let is_current = !self.player.is_stale().get_untracked() && !self.document.live().get_untracked();
        let replay = self.player.replay().read_untracked();
        let replay = replay.as_ref().filter(|_| is_current);
        let view = Some(self.workspace.below().get_untracked()).filter(|&view| view != PanelId::default());
        Moment {
            workflow: self.document.workflow().get_untracked(),
            input: self.document.input().get_untracked().into_bytes(),
            version: env!("CARGO_PKG_VERSION").into(),
            example: self.document.example().get_untracked(),
            overrides: self.document.options().read_untracked().overrides(),
            step: replay.map(Replay::cursor),
            fingerprint: replay.map(|replay| Fingerprint::of(replay.trace())),
            node: self.selection.id().get_untracked(),
            view: view.map(|view| view.name().into()),
            ..Moment::default()
        }
    }

    /// Follows a move in the browser's history: opens the link of the entry, or restores its session.
    pub(in crate::control) fn follow_history(self) {
        address::restore_link();
        let known = address::entry();
        let entry = known.unwrap_or_else(address::number_entry);
        if self.share.visits.with_value(|visits| visits.entry() == entry) {
            return;
        }
        let left = self.session();
        let found = self.share.visits.try_update_value(|visits| visits.go(entry, left).clone());
        let found = found.filter(|_| known.is_some());
        let is_known = |session: &Session| session.link == Some(address::whole());
        match found {
            Some(session) if !address::has_link() || is_known(&session) => {
                self.notices.settle(About::Link);
                self.put(session);
                self.notices.clear();
            }
            _ if address::has_link() => self.give(Command::OpenLink),
            _ => {}
        }
    }

    /// Opens the link in the address. A damaged link changes nothing.
    pub(in crate::control) fn open_link(self) {
        self.notices.settle(About::Link);
        if !address::has_link() {
            // The page has left it while this code was loading.
            return;
        }
        let moment = match Moment::open(&address::whole()) {
            Ok(moment) => Moment { workflow: as_in_editor(&moment.workflow), ..moment },
            Err(error) => {
                let text = text::not_opened(&error);
                return self.notices.show_error(text);
            }
        };
        let Moment { workflow, overrides, example, .. } = moment.clone();
        let link = Some(address::whole());
        self.put(Session { workflow, input: input_of(&moment), overrides, example, link, ..Session::default() });
        self.give(moment.node.clone().map_or(Command::Deselect, Command::Select));
        self.give(Command::ShowBelow(view_of(&moment)));
        if std::str::from_utf8(&moment.input).is_err() {
            self.notices.show_error(text::NOT_TEXT);
        } else if let Some(step) = moment.step {
            self.notices.show_opened(text::opened_at(step));
        } else {
            self.notices.show_opened(text::OPENED);
        }
        self.share.opened.set_value(Some(moment));
    }

    /// Runs a link to a step when it opens, if the run needs only local processors. Other code waits for the user.
    fn opened_was_checked(self, is_sound: bool) {
        let opens_at_a_moment =
            self.share.opened.with_value(|opened| opened.as_ref().is_some_and(|moment| moment.step.is_some()));
        if is_sound && opens_at_a_moment && self.document.needed().read_untracked().is_empty() {
            self.give(Command::Run);
        } else {
            self.share.end_opening();
        }
    }

    /// Removes the link from the address once the page has changed, so that a reload does not restore it. A link that could
    /// not be opened stays, so that the user can try again.
    fn leave_link(self) {
        self.share.opened.set_value(None);
        let is_unopened = self.notices.troubles().read_untracked().about(About::Link).is_some();
        if address::has_link() && !is_unopened {
            address::replace(&(address::page() + &query_without(&address::query())));
        }
    }
}
