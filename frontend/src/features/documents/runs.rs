//! The run that a document shows: it is there again after a reload.

use std::sync::Arc;

use leptos::prelude::*;

use super::text;
use crate::{
    control::Page,
    interop::documents::{self, KeptRun},
    state::{Recording, Replay},
    store::Write,
};

/// The maximum size of a stored run, in bytes.
const MOST_BYTES: usize = 16 << 20;

impl Page {
    /// Stores the run on display.
    pub(crate) async fn keep_run(self) {
        let id = self.storage.id().get_untracked();
        let run = self.player.replay().read_untracked().as_ref().map(|replay| {
            let Recording { encoded, source, hash, .. } = &**replay.recording();
            (encoded.len() <= MOST_BYTES).then(|| KeptRun {
                encoded: encoded.clone(),
                source: source.clone(),
                hash: hash.clone(),
                step: replay.cursor(),
            })
        });
        // If this fails, no work is lost: the user can run the workflow again.
        match run {
            Some(Some(run)) => drop(documents::keep_run(&id, &run).await),
            Some(None) => {
                self.notices.show_info(text::run_too_large(MOST_BYTES >> 20));
                drop(documents::change(&id.clone(), move |_, _| vec![Write::RemoveRun(id)]).await);
            }
            None => {}
        }
    }

    /// Shows the stored run of the document, unless a run is already shown.
    pub(crate) async fn show_kept(self) {
        let id = self.storage.id().get_untracked();
        let Ok(Some(KeptRun { encoded, source, hash, step })) = documents::run(&id).await else { return };
        let is_free = self.player.replay().read_untracked().is_none() && self.runs.expect_none().is_ok();
        if !is_free || self.storage.id().get_untracked() != id {
            return;
        }
        // A damaged trace shows nothing: the run can be started again.
        let Some(recording) = Recording::read(encoded, source) else {
            return self.notices.show_error(text::RUN_DAMAGED);
        };
        let recording = Arc::new(recording);
        let mut replay = Replay::at_end(recording.clone());
        replay.seek(self.kept_step(&hash).unwrap_or(step));
        self.runs.add(recording, None);
        self.player.show(replay);
    }
}
