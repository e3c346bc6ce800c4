//! Executes commands. Each part that is loaded later has the code of its own commands.

use leptos::{prelude::*, task::spawn_local};

use super::Page;
use crate::{
    parts::{LaterPart, NotLoaded},
    state::{
        Trouble,
        command::{Capabilities, Command, NotNow},
    },
    text::later as text,
};

/// One table of commands by part. It generates `part_of`, and a function for each part that executes its commands.
macro_rules! commands {
    ($page:ident; now { $($first:pat => $does:expr,)* } $($part:ident $execute:ident { $($command:pat => $act:expr,)* })*) => {
        /// The part that has the code of a command. `None`: the page itself has it.
        #[allow(unused_variables)]
        fn part_of(command: &Command) -> Option<LaterPart> {
            match command {
                $($first => None,)*
                $($($command => Some(LaterPart::$part),)*)*
            }
        }

        fn execute_now($page: Page, command: Command) -> Result<(), NotNow> {
            match command {
                $($first => $does,)*
                _ => unreachable!("`part_of` names its part"),
            }
            Ok(())
        }

        $(
            pub(crate) fn $execute($page: Page, command: Command) -> Result<(), NotNow> {
                match command {
                    $($command => $act,)*
                    _ => unreachable!("`part_of` names another part"),
                }
                Ok(())
            }
        )*
    };
}

commands! {
    page;
    now {
        Command::Edit(text) => page.edit(text),
        Command::EditInput(text) => page.edit_input(text),
        Command::ReturnToPrevious => page.return_to_previous()?,
        Command::ShowText { from, to } => page.show_text(from, to),
        Command::Select(id) => page.selection.select(Some(id)),
        Command::Deselect => page.selection.select(None),
        Command::DismissNotice => page.notices.clear(),
        Command::LoadAgain => page.workspace.load_again(),
        Command::DismissTrouble(about) => page.dismiss_trouble(about),
        Command::Remedy(about, remedy) => page.remedy(about, remedy),
        Command::ShowDialog(dialog) => page.show_dialog(dialog),
        Command::CloseDialog => page.workspace.close_dialog(),
        Command::Show(shown) => page.workspace.show(shown),
        Command::ShowTab(tab) => page.workspace.show_tab(tab),
        Command::ShowPanel(panel) => page.show_panel(panel),
        Command::Toggle(option) => page.settings.toggle(option),
        Command::Resize(pane, percent) => page.settings.resize(pane, percent),
        Command::Move(view, motion) => page.workspace.move_view(view, motion)?,
    }
    Results execute_in_results {
        Command::Run => page.run()?,
        Command::Stop => page.stop()?,
        Command::ShowRun(number) => page.show_run(number)?,
        Command::Step(step) => page.step(step)?,
        Command::Seek(cursor) => page.seek(cursor)?,
        Command::Scrub(cursor) => page.scrub(cursor)?,
        Command::ScrubTo(instant) => page.scrub_to(instant)?,
        Command::Play => page.toggle_play()?,
        Command::ChoosePace(pace) => page.player.choose_pace(pace),
        Command::Jump(jump) => page.jump(jump)?,
        Command::Breakpoint => page.toggle_breakpoint()?,
        Command::StopAt(stop, stops) => page.player.stop_at(stop, stops),
    }
    Lab execute_in_lab {
        Command::Fork(change) => page.fork(change)?,
        Command::Compare => page.compare()?,
        Command::AddVariant => page.compare.add(),
        Command::StartWith(choice) => page.start_with(choice),
        Command::CompareVariants(variants) => page.compare_variants(variants)?,
        Command::ChooseVariant(row, variant) => page.compare.choose(row, variant),
        Command::RemoveVariant(row) => page.compare.remove(row),
        Command::ChooseRows(rows) => page.compare.choose_rows(rows),
        Command::ShowVariant(row) => page.show_variant(row)?,
        Command::Explore => page.explore()?,
        Command::StopExploring => page.stop_exploring(),
        Command::PlayOrder(outcome) => page.play_order(outcome),
        Command::SeekInOrder(order_step) => page.seek_in_order(order_step),
        Command::LeaveOrder => page.orders.leave_order(),
    }
    Modules execute_in_modules {
        Command::AddModules(files) => page.add_modules(files),
        Command::AddModuleAs(name, file) => page.add_module_as(name, file)?,
        Command::InspectModule(name) => page.inspect_module(name),
        Command::RenameModule { from, to } => page.rename_module(from, &to)?,
        Command::RemoveModule(name) => page.remove_module(name)?,
        Command::DownloadModule(name) => page.download_module(name),
    }
    Files execute_in_files {
        Command::OpenFiles(files) => page.open_files(files),
        Command::SaveTest => page.save_test()?,
    }
    Documents execute_in_documents {
        Command::NewDocument => page.new_document(),
        Command::OpenDocument(id) => page.open_document(id)?,
        Command::RenameDocument { id, name } => page.rename_document(id, &name),
        Command::DuplicateDocument(id) => page.duplicate_document(id),
        Command::DeleteDocument(id) => page.delete_document(id),
        Command::RestoreDocument => page.restore_document()?,
        Command::NameVersion(label) => page.name_version(&label),
        Command::RestoreVersion(key) => page.restore_version(&key)?,
        Command::SaveDocument => page.save_document(),
        Command::ExportDocuments => page.export_documents(),
    }
    More execute_in_more {
        Command::ChooseStrategy(strategy) => page.choose(|options| options.choose_strategy(strategy)),
        Command::ChoosePriority(priority) => page.choose(|options| options.choose_priority(priority)),
        Command::ChooseFailureStrategy(strategy) => page.choose(|options| options.choose_failure_strategy(strategy)),
        Command::ChooseWorkers(workers) => page.choose(|options| options.choose_workers(workers)),
        Command::GoLive(live) => page.go_live(live),
        Command::ShowEditForm(is_open) => page.show_edit_form(is_open),
        Command::Change(change) => page.change(change),
        Command::AddProcessor(after) => page.add_processor(after),
        Command::AddProcessorOf(module) => page.add_processor_of(module),
        Command::RemoveProcessor(id) => page.remove_processor(id),
        Command::OpenExample(name) => page.open_example(name)?,
        Command::Fix(fix) => page.fix(&fix),
        Command::ChooseTheme(theme) => page.settings.choose_theme(theme),
        Command::Present(presenting) => page.settings.present(presenting),
        Command::PlayNewRuns(plays) => page.settings.play_new_runs(plays),
        Command::UseLetters(letters) => page.settings.use_letters(letters),
        Command::ChooseForm(form) => page.settings.choose_form(form),
        Command::DrawAcross(across) => page.draw_across(across),
        Command::ShowWelcome => page.show_welcome(),
        Command::Maximise(section) => page.maximise(section)?,
        Command::RestoreSections => page.restore_sections()?,
        Command::ResetSizes => page.settings.reset_sizes(),
    }
    Link execute_in_link {
        Command::OpenLink => page.open_link(),
        Command::FollowHistory => page.follow_history(),
        Command::FollowLink => page.follow_link()?,
        Command::CheckLinkedModules => page.check_linked_modules(),
        Command::UseLinkedModules => page.use_linked_modules(),
    }
    Share execute_in_share {
        Command::Share => page.share()?,
        Command::CopyLink => page.copy_link()?,
        Command::CopyMarkdown => page.copy_markdown()?,
        Command::SavePicture(format) => page.save_picture(format)?,
    }
}

impl Page {
    /// Executes a command.
    ///
    /// # Errors
    /// Why it cannot be executed now. Nothing has changed in that case. If its part is not loaded yet, this returns
    /// `Ok`, and the command is executed after loading; later errors are ignored.
    pub fn execute(self, command: Command) -> Result<(), NotNow> {
        self.execute_or(command, |_, _| ())
    }

    /// Executes a command for a control. If the control cannot act now, the page says why.
    pub fn give(self, command: Command) {
        if let Err(why) = self.execute_or(command, Self::explain) {
            self.explain(why);
        }
    }

    /// Executes a command. `refused` is called if it is refused after its part has been loaded.
    fn execute_or(self, command: Command, refused: fn(Self, NotNow)) -> Result<(), NotNow> {
        self.capabilities.get_value().check(&command)?;
        let Some(part) = part_of(&command) else { return execute_now(self, command) };
        if let Some(execute) = part.commands() {
            return execute(self, command);
        }
        spawn_local(async move {
            match part.load().await {
                Ok(execute) => execute(self, command).unwrap_or_else(|why| refused(self, why)),
                Err(NotLoaded) if matches!(command, Command::OpenLink | Command::FollowHistory) => {
                    self.notices.raise(Trouble::link_not_opened());
                }
                Err(NotLoaded) => self.notices.show_error(text::NOT_LOADED),
            }
        });
        Ok(())
    }

    /// Says why a control cannot act now.
    fn explain(self, why: NotNow) {
        if let Some(sentence) = why.sentence() {
            self.notices.say(sentence);
            self.notices.show_info(sentence);
        }
    }

    /// Sets the capabilities of the page.
    pub fn limit(self, capabilities: Capabilities) {
        self.capabilities.set_value(capabilities);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        control::testing::page,
        scene::testing::recording,
        state::{
            Event, Replay, Step,
            command::{Capability, Motion, View},
        },
        store::VersionKey,
    };

    #[test]
    fn refusals_have_reasons() {
        let (_owner, page, events) = page();
        for (command, why) in [
            (Command::Stop, NotNow::Idle),
            (Command::Compare, NotNow::Unsound),
            (Command::Explore, NotNow::Unsound),
            (Command::Fork(dagwood_core::run::Change::Workers { workers: 1 }), NotNow::NoRun),
            (Command::Step(Step::Next), NotNow::NoRun),
            (Command::Seek(1), NotNow::NoRun),
            (Command::Play, NotNow::NoRun),
            (Command::Breakpoint, NotNow::NoSelection),
            (Command::ShowRun(1), NotNow::NotThere),
            (Command::ShowVariant(0), NotNow::NotThere),
            (Command::OpenExample("hello".into()), NotNow::NotThere),
            (Command::ReturnToPrevious, NotNow::NotThere),
            (Command::RestoreDocument, NotNow::NotThere),
            (Command::RestoreVersion(VersionKey { at: 1, label: String::new() }), NotNow::NotThere),
            (Command::RemoveModule("rle.wasm".into()), NotNow::NotThere),
            (Command::RenameModule { from: "rle.wasm".into(), to: String::new() }, NotNow::Refused),
            (Command::Move(View::Timeline, Motion::Fit), NotNow::NotShown),
        ] {
            assert_eq!(page.execute(command.clone()), Err(why), "{command:?}");
        }
        assert_eq!(*events.borrow(), []);
    }

    #[test]
    fn disabled_commands_change_nothing() {
        let (_owner, page, events) = page();
        page.limit(Capabilities::ALL.without(Capability::Edit));
        let edit = Command::EditInput("a".into());
        assert_eq!(page.execute(edit.clone()), Err(NotNow::NotAllowed(Capability::Edit)));
        assert_eq!((page.document.input().get_untracked(), events.borrow().len()), (String::new(), 0));
        assert_eq!(page.execute(Command::Select("b".into())), Ok(()));
        page.limit(Capabilities::ALL.without(Capability::Run));
        let compare = Command::CompareVariants(Vec::new());
        assert_eq!(page.execute(compare), Err(NotNow::NotAllowed(Capability::Run)), "it runs the workflow");
        page.limit(Capabilities::ALL);
        assert_eq!(page.execute(edit), Ok(()));
        assert_eq!(page.document.input().get_untracked(), "a");
    }

    #[test]
    fn commands_cause_events() {
        let (_owner, page, events) = page();
        let (recording, len) = (recording(), recording().trace.len());
        page.player.show(Replay::at_end(recording));
        for command in [
            Command::EditInput("a".into()),
            Command::ChooseWorkers(2),
            Command::Select("mark".into()),
            Command::Deselect,
            Command::Step(Step::First),
            // The cursor is already there: no event.
            Command::Seek(0),
            Command::Seek(2),
            Command::Seek(len + 9),
        ] {
            assert_eq!(page.execute(command), Ok(()));
        }
        let told = [
            Event::CursorMoved(len),
            Event::Edited,
            Event::Edited,
            Event::Selected(Some("mark".into())),
            Event::Selected(None),
            Event::CursorMoved(0),
            Event::CursorMoved(2),
            Event::CursorMoved(len),
        ];
        assert_eq!(*events.borrow(), told);
        assert_eq!(page.player.cursor().get_untracked(), len);
    }

    #[test]
    fn a_listener_may_give_commands() {
        let (_owner, page, events) = page();
        page.events.listen(move |event| {
            if *event == Event::Edited {
                page.give(Command::Select("a".into()));
            }
        });
        page.give(Command::EditInput("a".into()));
        assert_eq!(*events.borrow(), [Event::Edited, Event::Selected(Some("a".into()))]);
    }

    #[test]
    fn a_view_moves_while_it_is_on_display() {
        let (owner, page, _) = page();
        let fit = Command::Move(View::Timeline, Motion::Fit);
        let view = owner.child();
        view.with(|| page.workspace.serve(View::Timeline, |motion| motion == Motion::Fit));
        assert_eq!(page.execute(fit.clone()), Ok(()));
        assert_eq!(page.execute(Command::Move(View::Timeline, Motion::PanUp)), Err(NotNow::NotShown));
        assert_eq!(page.execute(Command::Move(View::Graph, Motion::Fit)), Err(NotNow::NotShown));
        view.cleanup();
        assert_eq!(page.execute(fit), Err(NotNow::NotShown));
    }
}
