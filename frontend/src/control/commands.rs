//! Executing commands.

use leptos::prelude::*;

use super::Page;
use crate::state::command::{Capabilities, Command, NotNow};

impl Page {
    /// Executes a command.
    ///
    /// # Errors
    /// Why it cannot be executed now. Nothing has changed in that case.
    pub fn execute(self, command: Command) -> Result<(), NotNow> {
        self.capabilities.get_value().check(&command)?;
        match command {
            Command::Edit(text) => self.edit(text),
            Command::EditInput(text) => self.edit_input(text),
            Command::ChooseStrategy(strategy) => self.choose(|options| options.choose_strategy(strategy)),
            Command::ChooseFailureStrategy(strategy) => {
                self.choose(|options| options.choose_failure_strategy(strategy));
            }
            Command::ChooseWorkers(workers) => self.choose(|options| options.choose_workers(workers)),
            Command::GoLive(live) => self.document.go_live(live),
            Command::OpenExample(name) => self.open_example(name)?,
            Command::ShowText { from, to } => self.document.show_range(from, to),
            Command::Fix(fix) => self.fix(&fix),

            Command::ShowEditForm(is_open) => self.show_edit_form(is_open),
            Command::Change(change) => self.change(change),
            Command::AddProcessor(after) => self.add_processor(after),
            Command::RemoveProcessor(id) => self.remove_processor(id),

            Command::Run => self.run()?,
            Command::Stop => self.stop()?,
            Command::Fork(change) => self.fork(change)?,
            Command::ShowRun(number) => self.show_run(number)?,

            Command::Compare => self.compare()?,
            Command::CompareFork { parent, fork } => self.compare_fork(parent, fork)?,
            Command::AddVariant => self.compare.add(),
            Command::ChooseVariant(row, variant) => self.compare.choose(row, variant),
            Command::RemoveVariant(row) => self.compare.remove(row),
            Command::ChooseRows(rows) => self.compare.choose_rows(rows),
            Command::ShowVariant(row) => self.show_variant(row)?,

            Command::Explore => self.explore()?,
            Command::StopExploring => self.stop_exploring(),
            Command::PlayOrder(outcome) => self.play_order(outcome),
            Command::SeekInOrder(order_step) => self.seek_in_order(order_step),
            Command::LeaveOrder => self.orders.leave_order(),

            Command::Step(step) => self.step(step)?,
            Command::Seek(cursor) => self.seek(cursor)?,
            Command::Scrub(cursor) => self.scrub(cursor)?,
            Command::ScrubTo(instant) => self.scrub_to(instant)?,
            Command::Play => self.toggle_play()?,
            Command::ChoosePace(pace) => self.player.choose_pace(pace),
            Command::Jump(jump) => self.jump(jump)?,
            Command::Breakpoint => self.toggle_breakpoint()?,
            Command::StopAt(stop, stops) => self.player.stop_at(stop, stops),

            Command::Select(id) => self.selection.select(Some(id)),
            Command::Deselect => self.selection.select(None),

            Command::AddModules(files) => self.add_modules(files),
            Command::AddModuleAs(name, file) => self.add_module_as(name, file)?,
            Command::InspectModule(name) => self.inspect_module(name),
            Command::RenameModule { from, to } => self.rename_module(from, &to)?,
            Command::RemoveModule(name) => self.remove_module(name)?,
            Command::DownloadModule(name) => self.download_module(name),

            Command::Share => self.make_link()?,
            Command::DismissLink => self.share.dismiss(),
            Command::DismissNotice => self.notices.clear(),
            Command::DismissTrouble(about) => self.dismiss_trouble(about),
            Command::Remedy(about, remedy) => self.remedy(about, remedy),

            Command::ShowDialog(dialog) => self.show_dialog(dialog),
            Command::CloseDialog => self.workspace.close_dialog(),
            Command::Show(shown) => self.workspace.show(shown),
            Command::ShowBelow(below) => self.workspace.show_below(below),
            Command::ChooseTheme(theme) => self.settings.choose_theme(theme),
            Command::Present(presenting) => self.settings.present(presenting),
            Command::UseLetters(letters) => self.settings.use_letters(letters),
            Command::ChooseForm(form) => self.settings.choose_form(form),
            Command::DrawAcross(across) => self.draw_across(across),
            Command::Toggle(option) => self.settings.toggle(option),
            Command::Resize(pane, percent) => self.settings.resize(pane, percent),
            Command::ResetSizes => self.settings.reset_sizes(),

            Command::Move(view, motion) => self.workspace.move_view(view, motion)?,
        }
        Ok(())
    }

    /// Executes a command and ignores refusals, for controls that show themselves when they are disabled.
    pub fn give(self, command: Command) {
        let _ = self.execute(command);
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
