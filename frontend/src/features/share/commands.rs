//! Makes and opens share links.

use dagwood_proto::share::{Agreement, Fingerprint, LinkedFork, LinkedModule, MAX_MODULES, Moment};
use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task::spawn_local};

use super::{
    broken::explanation,
    family::Family,
    markdown::markdown,
    state::{LeftOut, Offer, document_of, input_of, panel_of, query, query_without, rows_of, variants_of},
    text,
    visits::Visits,
};
use crate::{
    control::{Page, document::as_in_editor, page::set_changed},
    features::compare::CompareState,
    interop::{address, page},
    panels::to_link,
    scene::moment_sentence,
    state::{
        About, Dialog, Event, PanelId, Region, Replay, RunNumber, Session,
        command::{Command, NotNow},
    },
};

/// What is offered to be shared, the opened link, and the sessions of the browser's history.
#[derive(Clone, Copy)]
pub struct Share {
    offer: ReadSignal<Option<Offer>>,
    set_offer: WriteSignal<Option<Offer>>,
    is_copied: ReadSignal<bool>,
    set_copied: WriteSignal<bool>,
    /// The opened link, until it has been run.
    opened: StoredValue<Option<Moment>>,
    /// The opened link after that, and its runs so far.
    followed: StoredValue<Option<(Moment, Vec<RunNumber>)>>,
    /// The modules of the opened link.
    linked_modules: StoredValue<Vec<LinkedModule>>,
    /// The session of each entry of the browser's history.
    visits: StoredValue<Visits>,
    opening: ReadSignal<bool>,
    set_opening: WriteSignal<bool>,
}

impl Share {
    pub(in crate::control) fn new() -> Self {
        let (offer, set_offer) = signal(None);
        let (is_copied, set_copied) = signal(true);
        let (opening, set_opening) = signal(false);
        let (opened, followed) = (StoredValue::new(None), StoredValue::new(None));
        let (linked_modules, visits) = (StoredValue::new(Vec::new()), StoredValue::new(Visits::default()));
        Self { offer, set_offer, is_copied, set_copied, opened, followed, linked_modules, visits, opening, set_opening }
    }

    /// What the dialog offers to share.
    #[must_use]
    pub fn offer(self) -> ReadSignal<Option<Offer>> {
        self.offer
    }

    /// Whether the browser has copied the last text that the user wanted to copy.
    #[must_use]
    pub fn is_copied(self) -> ReadSignal<bool> {
        self.is_copied
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

    /// Starts the record of sessions at this entry of the browser's history.
    pub(in crate::control) fn begin_at(self, entry: u64, session: Session) {
        self.visits.set_value(Visits::begin(entry, session));
    }

    /// Starts to follow the opened link, whose first run has this number.
    pub(in crate::control) fn follow(self, moment: Moment, run: RunNumber) {
        self.followed.set_value(Some((moment, vec![run])));
    }

    /// The modules of the opened link.
    pub(super) fn linked_modules(self) -> Vec<LinkedModule> {
        self.linked_modules.get_value()
    }

    pub(super) fn set_linked_modules(self, modules: Vec<LinkedModule>) {
        self.linked_modules.set_value(modules);
    }

    /// Takes the opened link if this workflow and this input, which have now been run, are its own.
    pub(in crate::control) fn take_opened(self, workflow: &str, input: &str) -> Option<Moment> {
        let is_of = |moment: &Moment| moment.workflow == workflow && input_of(moment) == input;
        self.opened.try_update_value(|opened| opened.take_if(|moment| is_of(moment))).flatten()
    }
}

impl Page {
    /// Offers a link to the state of the page, and lists its contents.
    pub(in crate::control) fn share(self) -> Result<(), NotNow> {
        let (moment, left_out) = self.moment();
        let link = match moment.link(query(&address::query())) {
            Ok(link) => address::page() + &link,
            Err(error) => {
                self.notices.show_error(text::no_link(&error));
                return Err(NotNow::Refused);
            }
        };
        let replay = self.player.replay().read_untracked();
        let markdown = match replay.as_ref().filter(|_| moment.step.is_some()) {
            Some(replay) => {
                let sentence = moment_sentence(replay.trace(), replay.cursor());
                markdown(&link, &sentence, replay.trace().graph(), Some(replay.snapshot()))
            }
            None => {
                let chart = self.document.chart().read_untracked();
                chart.as_ref().map_or_else(|| format!("{link}\n"), |chart| markdown(&link, "", &chart.graph, None))
            }
        };
        drop(replay);
        self.share.set_copied.set(true);
        self.share.set_offer.set(Some(Offer::new(link, markdown, &moment, left_out)));
        self.give(Command::ShowDialog(Dialog::Share));
        Ok(())
    }

    /// Puts the link into the address and the clipboard.
    pub(in crate::control) fn copy_link(self) -> Result<(), NotNow> {
        let Offer { link, .. } = self.share.offer.get_untracked().ok_or(NotNow::NotThere)?;
        address::replace(&link);
        self.save_pending();
        self.is_linked(link.clone());
        let done = text::copied(link.chars().count());
        self.copy(link, done);
        Ok(())
    }

    /// Puts the Markdown into the clipboard.
    pub(in crate::control) fn copy_markdown(self) -> Result<(), NotNow> {
        let Offer { markdown, .. } = self.share.offer.get_untracked().ok_or(NotNow::NotThere)?;
        self.copy(markdown, text::MARKDOWN_COPIED.into());
        Ok(())
    }

    /// Copies a text and closes the dialog; if the browser does not copy, the dialog stays, and says so.
    fn copy(self, copied: String, done: String) {
        self.share.set_copied.set(true);
        spawn_local(async move {
            let is_copied = page::copy(&copied).await.is_ok();
            self.share.set_copied.set(is_copied);
            if is_copied {
                self.give(Command::CloseDialog);
                self.notices.say(done.clone());
                self.notices.show_info(done);
            }
        });
    }

    /// Runs a link to a step once it is checked, and leaves the link after an edit.
    pub(in crate::control) fn follow_links(self) {
        self.events.listen(move |event| match event {
            Event::Checked { is_sound } => {
                self.opened_was_checked(*is_sound);
                if self.notices.troubles().read_untracked().about(About::LinkedModules).is_some() {
                    self.give(Command::CheckLinkedModules);
                }
            }
            Event::RunEnded { .. } => self.share.end_opening(),
            Event::Edited => self.leave_link(),
            Event::Opened => {
                self.share.set_linked_modules(Vec::new());
                self.notices.settle(About::LinkedModules);
                if !self.storage.is_of_link(&address::whole()) {
                    self.leave_link();
                }
            }
            _ => {}
        });
    }

    /// The contents of a link to the state of the page, and what it leaves out.
    fn moment(self) -> (Moment, Vec<LeftOut>) {
        let mut left_out = Vec::new();
        let (runs, replay) = (self.runs.made().read_untracked(), self.player.replay().read_untracked());
        let is_live = replay.as_ref().is_some_and(|replay| replay.recording().source.live);
        // A link cannot repeat the run of another text, or a live run.
        let is_current = !self.player.is_stale().get_untracked() && !is_live;
        let family = runs.shown().filter(|_| is_current).and_then(|shown| Family::of(&runs, shown));
        if replay.is_some() && family.is_none() {
            left_out.push(match (is_live, is_current) {
                (true, _) => LeftOut::LiveRun,
                (false, true) => LeftOut::ManyForks,
                (false, false) => LeftOut::OldRun,
            });
        }
        let named = family.as_ref().map_or(usize::from(replay.is_some()), Family::count);
        let others = runs.tree().len().saturating_sub(named);
        if others > 0 {
            left_out.push(LeftOut::OtherRuns(others));
        }
        let variants = self.compare.state().read_untracked().variants.clone();
        let has_own_rows = variants != CompareState::default().variants;
        let compared = rows_of(&variants, family.as_ref()).filter(|_| has_own_rows);
        if has_own_rows && compared.is_none() {
            left_out.push(LeftOut::Comparison);
        }
        if self.orders.order_step().read_untracked().is_some() {
            left_out.push(LeftOut::Order);
        }
        if self.settings.has_view_options()
            || self.compare.state().read_untracked().rows != CompareState::default().rows
        {
            left_out.push(LeftOut::Views);
        }
        let (list, needed) = (self.modules.list().read_untracked(), self.document.needed().read_untracked());
        let own = needed.iter().filter_map(|name| Some(LinkedModule::new(name, &list.get(name)?.bytes)));
        let modules: Vec<_> = own.take(MAX_MODULES).collect();
        let large = modules.iter().filter(|module| module.bytes().is_none());
        let large: Vec<_> = large.map(|module| module.name().to_owned()).collect();
        if !large.is_empty() {
            left_out.push(LeftOut::Modules(large));
        }
        let shown = replay.as_ref().filter(|_| family.is_some());
        let run = family.as_ref().zip(runs.shown()).and_then(|(family, shown)| family.place(shown));
        let panels = Region::TABBED.into_iter().map(|region| self.workspace.panel(region).get_untracked());
        let breakpoints = self.player.breakpoints().read_untracked();
        let moment = Moment {
            workflow: self.document.workflow().get_untracked(),
            input: self.document.input().get_untracked().into_bytes(),
            modules,
            version: env!("CARGO_PKG_VERSION").into(),
            example: self.document.example().get_untracked(),
            overrides: self.document.options().read_untracked().overrides(),
            run: run.unwrap_or_default(),
            step: shown.map(Replay::cursor),
            fingerprint: shown.map(|replay| Fingerprint::of(replay.trace())),
            compared,
            breakpoints: breakpoints.processors().clone(),
            stop_at: breakpoints.stops().map(|stop| stop.name().into()).collect(),
            node: self.selection.id().get_untracked(),
            view: to_link(panels),
            forks: family.map(|family| family.forks).unwrap_or_default(),
        };
        (moment, left_out)
    }

    /// Makes the next fork of the opened link; after the last one, shows the run that the sender saw.
    pub(in crate::control) fn follow_link(self) -> Result<(), NotNow> {
        let next = self.share.followed.with_value(|followed| {
            let (moment, runs) = followed.as_ref()?;
            let LinkedFork { parent, fork } = moment.forks.get(runs.len() - 1)?;
            Some((*runs.get(*parent)?, fork.clone()))
        });
        if let Some((parent, fork)) = next {
            self.runs.expect_none()?;
            self.fork_unseen(parent, fork, move |run| {
                self.share.followed.update_value(|followed| {
                    if let Some((_, runs)) = followed {
                        runs.push(run);
                    }
                });
                self.give(Command::FollowLink);
            });
            return Ok(());
        }
        let followed = self.share.followed.try_update_value(Option::take).flatten();
        let (moment, runs) = followed.ok_or(NotNow::NotThere)?;
        if let (Some(&run), Some(step), true) = (runs.get(moment.run), moment.step, runs.len() > 1) {
            self.execute(Command::ShowRun(run))?;
            self.execute(Command::Seek(step))?;
        }
        if let Some(rows) = moment.compared.as_deref().filter(|rows| variants_of(rows, &[]).is_none())
            && let Some(variants) = variants_of(rows, &runs)
        {
            self.compare.put(variants);
        }
        self.compare_fingerprint(&moment);
        if panel_of(&moment, Region::Centre) == PanelId::COMPARE && moment.compared.is_some() {
            self.give(Command::Compare);
        }
        Ok(())
    }

    /// Compares the run with the shared run. If they differ, tells the user between which steps.
    fn compare_fingerprint(self, moment: &Moment) {
        let replay = self.player.replay().read_untracked();
        let (Some(replay), Some(fingerprint)) = (replay.as_ref(), &moment.fingerprint) else { return };
        match fingerprint.compare(replay.trace()) {
            Agreement::Same => {}
            Agreement::SameEvents => self.notices.show_info(text::same_events(&moment.version)),
            Agreement::Differs { after, by } => self.notices.show_info(text::differs(after, by, &moment.version)),
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

    /// Opens the link in the address. A damaged link opens as a document that explains it.
    pub(in crate::control) fn open_link(self) {
        self.notices.settle(About::Link);
        if !address::has_link() {
            // The page has left it while this code was loading.
            return;
        }
        let moment = match Moment::open(&address::whole()) {
            Ok(moment) => Moment { workflow: as_in_editor(&moment.workflow), ..moment },
            Err(error) => {
                self.put(explanation(error, address::whole()));
                self.share.end_opening();
                return self.notices.show_failure(text::not_opened(&error), Some(Command::ReturnToPrevious));
            }
        };
        self.put(document_of(&moment, address::whole()));
        self.give(moment.node.clone().map_or(Command::Deselect, Command::Select));
        for region in Region::TABBED {
            self.give(Command::ShowPanel(panel_of(&moment, region)));
        }
        // Rows with runs follow when these are made.
        let variants = moment.compared.as_deref().and_then(|rows| variants_of(rows, &[]));
        self.compare.put(variants.unwrap_or_else(|| CompareState::default().variants));
        if std::str::from_utf8(&moment.input).is_err() {
            self.notices.show_error(text::NOT_TEXT);
        } else if let Some(step) = moment.step {
            self.notices.show_opened(text::opened_at(step));
        } else {
            self.notices.show_opened(text::OPENED);
        }
        self.take_linked_modules(moment.modules.clone());
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
        self.share.followed.set_value(None);
        let is_unopened = self.notices.troubles().read_untracked().about(About::Link).is_some();
        if (address::has_link() || address::example().is_some()) && !is_unopened {
            address::replace(&self.address_without_link());
        }
    }

    /// The address of the page, with the options of its query that do not belong to links.
    pub(in crate::control) fn address_without_link(self) -> String {
        address::page() + &query_without(&address::query())
    }
}
