//! What files are, from the message.

use dagwood_proto::worker::worker_response as message;

use crate::state::{Inspected, Item};

impl From<message::Inspected> for Inspected {
    fn from(message: message::Inspected) -> Self {
        let message::Inspected { bytes, sha256, kind, abi, refusal, .. } = message;
        let items = |items: Vec<message::Item>| {
            items.into_iter().map(|message::Item { name, r#type: ty }| Item { name, ty }).collect()
        };
        Self {
            bytes,
            sha256,
            kind,
            verdict: abi.ok_or_else(|| refusal.unwrap_or_else(|| "its kind is unknown".into())),
            memory: message.memory.map(|least| (least, message.most_memory)),
            imports: items(message.imports),
            exports: items(message.exports),
            disassembly: message.disassembly,
        }
    }
}
