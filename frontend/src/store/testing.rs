//! Storage that fails on demand.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use super::{Fault, Texts};

/// Texts in memory, with limited room, or with a fault. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faulty(Rc<Memory>);

#[derive(Debug, Default)]
struct Memory {
    kept: RefCell<BTreeMap<String, String>>,
    /// The limit on the total size of names and texts in bytes, if any.
    room: Cell<Option<usize>>,
    fault: RefCell<Option<Fault>>,
}

impl Faulty {
    /// Storage for this many bytes of names and texts.
    pub(crate) fn with_room(room: usize) -> Self {
        let storage = Self::default();
        storage.0.room.set(Some(room));
        storage
    }

    /// Makes every access fail with this fault, or stops that.
    pub(crate) fn fail(&self, fault: Option<Fault>) {
        self.0.fault.replace(fault);
    }

    fn check(&self) -> Result<(), Fault> {
        self.0.fault.borrow().clone().map_or(Ok(()), Err)
    }
}

impl Texts for Faulty {
    fn get(&self, name: &str) -> Result<Option<String>, Fault> {
        self.check()?;
        Ok(self.0.kept.borrow().get(name).cloned())
    }

    fn set(&self, name: &str, text: &str) -> Result<(), Fault> {
        self.check()?;
        let mut kept = self.0.kept.borrow_mut();
        let others = kept.iter().filter(|(other, _)| *other != name).map(|(name, text)| name.len() + text.len());
        if self.0.room.get().is_some_and(|room| others.sum::<usize>() + name.len() + text.len() > room) {
            return Err(Fault::Full);
        }
        kept.insert(name.into(), text.into());
        Ok(())
    }

    fn remove(&self, name: &str) {
        if self.check().is_ok() {
            self.0.kept.borrow_mut().remove(name);
        }
    }

    fn names(&self) -> Result<Vec<String>, Fault> {
        self.check()?;
        Ok(self.0.kept.borrow().keys().cloned().collect())
    }
}
