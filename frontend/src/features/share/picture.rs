//! A picture of what is shown: the graph, and the timeline of a run.

use leptos::{prelude::*, task::spawn_local};

use super::{state::PictureFormat, text};
use crate::{
    control::{Page, engine::WorkerKind},
    features::files::{file_of, text::saved},
    interop::{files, picture::to_png},
    state::command::{Command, NotNow},
    wire::{Draw, Subject},
};

impl Page {
    /// Downloads a picture of the moment on display, or of the workflow if there is no run.
    pub(in crate::control) fn save_picture(self, format: PictureFormat) -> Result<(), NotNow> {
        let replay = self.player.replay().read_untracked();
        let (subject, stem) = match replay.as_ref() {
            Some(replay) => {
                let step = replay.cursor();
                let trace = replay.recording().encoded.clone();
                (Subject::Moment { trace, step }, text::moment(&self.title(), step))
            }
            None => {
                let chart = self.document.chart().read_untracked();
                let graph = chart.as_ref().ok_or(NotNow::Unsound)?.graph.clone();
                (Subject::Workflow(graph), self.title())
            }
        };
        let across = self.settings.appearance().read_untracked().across;
        let draw = Draw { name: self.title(), subject, across };
        self.ask(WorkerKind::Engine, draw, move |answer| {
            // The loss of the worker is reported as such.
            let Ok(svg) = answer else { return };
            spawn_local(async move {
                let file = file_of(&stem, format.extension());
                let is_saved = match svg {
                    Some(svg) => save(svg, format, &file).await.is_ok(),
                    None => false,
                };
                if is_saved {
                    self.give(Command::CloseDialog);
                    self.notices.say(saved(&file));
                    self.notices.show_info(saved(&file));
                } else {
                    self.notices.say_error(text::NO_PICTURE.into());
                }
            });
        });
        Ok(())
    }
}

async fn save(svg: String, format: PictureFormat, file: &str) -> Result<(), wasm_bindgen::JsValue> {
    let bytes = match format {
        PictureFormat::Svg => svg.into_bytes(),
        PictureFormat::Png => to_png(&svg).await?,
    };
    files::download(file, &bytes)
}
