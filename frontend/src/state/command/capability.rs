//! Groups of commands that can be disabled.

use super::{Command, NotNow};

/// A group of commands that can be disabled, for an embedded page, a presentation or a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// Changing the workflow, its input and its options.
    Edit,
    /// Running, forking, comparing and exploring.
    Run,
    /// Adding, renaming and removing modules.
    Modules,
    /// Copying links.
    Share,
}

impl Command {
    /// The capability that it needs. Viewing, and stopping a run, need none.
    #[must_use]
    pub fn needs(&self) -> Option<Capability> {
        match self {
            Self::Edit(_)
            | Self::EditInput(_)
            | Self::ChooseStrategy(_)
            | Self::ChoosePriority(_)
            | Self::ChooseFailureStrategy(_)
            | Self::ChooseWorkers(_)
            | Self::GoLive(_)
            | Self::OpenExample(_)
            | Self::NewDocument
            | Self::OpenDocument(_)
            | Self::ReturnToPrevious
            | Self::RenameDocument { .. }
            | Self::DuplicateDocument(_)
            | Self::DeleteDocument(_)
            | Self::RestoreDocument
            | Self::NameVersion(_)
            | Self::RestoreVersion(_)
            | Self::OpenFiles(_)
            | Self::Fix(_)
            | Self::Change(_)
            | Self::AddProcessor(_)
            | Self::AddProcessorOf(_)
            | Self::RemoveProcessor(_) => Some(Capability::Edit),
            Self::Run | Self::Fork(_) | Self::Compare | Self::CompareVariants(_) | Self::Explore => {
                Some(Capability::Run)
            }
            Self::AddModules(_)
            | Self::AddModuleAs(..)
            | Self::RenameModule { .. }
            | Self::RemoveModule(_)
            | Self::UseLinkedModules => Some(Capability::Modules),
            Self::Share | Self::CopyLink | Self::CopyMarkdown | Self::SavePicture(_) => Some(Capability::Share),
            Self::ShowText { .. }
            | Self::SaveDocument
            | Self::SaveTest
            | Self::ExportDocuments
            | Self::ShowEditForm(_)
            | Self::Stop
            | Self::ShowRun(_)
            | Self::AddVariant
            | Self::ChooseVariant(..)
            | Self::RemoveVariant(_)
            | Self::ChooseRows(_)
            | Self::ShowVariant(_)
            | Self::StopExploring
            | Self::PlayOrder(_)
            | Self::SeekInOrder(_)
            | Self::LeaveOrder
            | Self::Step(_)
            | Self::Seek(_)
            | Self::Scrub(_)
            | Self::ScrubTo(_)
            | Self::Play
            | Self::ChoosePace(_)
            | Self::Jump(_)
            | Self::Breakpoint
            | Self::StopAt(..)
            | Self::Select(_)
            | Self::Deselect
            | Self::InspectModule(_)
            | Self::DownloadModule(_)
            | Self::OpenLink
            | Self::FollowHistory
            | Self::FollowLink
            | Self::CheckLinkedModules
            | Self::DismissNotice
            | Self::LoadAgain
            | Self::DismissTrouble(_)
            | Self::Remedy(..)
            | Self::ShowDialog(_)
            | Self::CloseDialog
            | Self::Show(_)
            | Self::ShowPanel(_)
            | Self::Maximise(_)
            | Self::RestoreSections
            | Self::ShowTab(_)
            | Self::ShowWelcome
            | Self::StartWith(_)
            | Self::ChooseTheme(_)
            | Self::Present(_)
            | Self::PlayNewRuns(_)
            | Self::UseLetters(_)
            | Self::ChooseForm(_)
            | Self::DrawAcross(_)
            | Self::Toggle(_)
            | Self::Resize(..)
            | Self::ResetSizes
            | Self::Move(..) => None,
        }
    }
}

/// The capabilities of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities(u8);

impl Capabilities {
    /// All of them.
    pub const ALL: Self = Self(u8::MAX);

    /// These capabilities without one.
    #[must_use]
    pub const fn without(self, capability: Capability) -> Self {
        Self(self.0 & !(1 << capability as u8))
    }

    /// Whether it includes one.
    #[must_use]
    pub const fn has(self, capability: Capability) -> bool {
        self.0 & 1 << capability as u8 != 0
    }

    /// Checks that a command is allowed.
    ///
    /// # Errors
    /// [`NotNow::NotAllowed`].
    pub fn check(self, command: &Command) -> Result<(), NotNow> {
        command.needs().filter(|&needed| !self.has(needed)).map_or(Ok(()), |needed| Err(NotNow::NotAllowed(needed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Step;

    #[test]
    fn only_disabled_commands_are_refused() {
        let edit = Command::Edit("strategy: level\n".into());
        let commands = [edit, Command::Run, Command::AddModules(Vec::new()), Command::Share, Command::Step(Step::Next)];
        let allowed = |capabilities: Capabilities| commands.each_ref().map(|command| capabilities.check(command));
        assert_eq!(allowed(Capabilities::ALL), [Ok(()); 5]);
        for (i, capability) in
            [Capability::Edit, Capability::Run, Capability::Modules, Capability::Share].into_iter().enumerate()
        {
            let mut expected = [Ok(()); 5];
            expected[i] = Err(NotNow::NotAllowed(capability));
            assert_eq!(allowed(Capabilities::ALL.without(capability)), expected);
        }
        let none = Capabilities::ALL.without(Capability::Run).without(Capability::Share);
        assert_eq!(none.check(&Command::Explore), Err(NotNow::NotAllowed(Capability::Run)));
        assert_eq!(none.check(&Command::Share), Err(NotNow::NotAllowed(Capability::Share)));
    }
}
