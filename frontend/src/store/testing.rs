//! Storage that fails on demand.

use std::{cell::RefCell, collections::HashMap};

use super::{Fault, Texts};

/// Texts in memory, with limited room, or with a fault.
#[derive(Debug, Default)]
pub(crate) struct Faulty {
    kept: RefCell<HashMap<String, String>>,
    /// The limit on the total size of names and texts in bytes, if any.
    room: Option<usize>,
    fault: Option<Fault>,
}

impl Faulty {
    /// Storage for this many bytes of names and texts.
    pub(crate) fn with_room(room: usize) -> Self {
        Self { room: Some(room), ..Self::default() }
    }

    /// Makes every access fail with this fault, or stops that.
    pub(crate) fn fail(&mut self, fault: Option<Fault>) {
        self.fault = fault;
    }
}

impl Texts for Faulty {
    fn get(&self, name: &str) -> Result<Option<String>, Fault> {
        match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => Ok(self.kept.borrow().get(name).cloned()),
        }
    }

    fn set(&self, name: &str, text: &str) -> Result<(), Fault> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let mut kept = self.kept.borrow_mut();
        let others = kept.iter().filter(|(other, _)| *other != name).map(|(name, text)| name.len() + text.len());
        if self.room.is_some_and(|room| others.sum::<usize>() + name.len() + text.len() > room) {
            return Err(Fault::Full);
        }
        kept.insert(name.into(), text.into());
        Ok(())
    }
}
