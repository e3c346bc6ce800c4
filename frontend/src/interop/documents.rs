//! The documents in the browser's database, their versions and runs, and the documents that other tabs have open.

use js_sys::{Array, JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;

use super::storage::fault;
use crate::{
    state::{Damage, Session, Source},
    store::{self, Fault, File, Record, Refusal, VersionKey, Write},
};

/// A new id, for a document or a writer.
#[must_use]
pub fn new_id() -> String {
    // 52 bits: no two of a person's documents get the same.
    format!("{:x}", (js_sys::Math::random() * (1u64 << 52) as f64) as u64)
}

/// Milliseconds since 1970.
#[must_use]
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// The run that a document shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRun {
    /// The encoded trace.
    pub encoded: Vec<u8>,
    /// Its inputs.
    pub source: Source,
    /// Its hash.
    pub hash: String,
    /// The step that is shown.
    pub step: usize,
}

/// The stored document with this id, if there is one.
///
/// # Errors
/// [`Fault`] if the browser does not return it.
pub async fn document(id: &str) -> Result<Option<Result<Session, Damage>>, Fault> {
    Ok(records("documents", Some(id)).await?.first().map(store::read))
}

/// All readable documents, and the damage of the others.
///
/// # Errors
/// [`Fault`] if the browser does not return them.
pub async fn documents() -> Result<(Vec<Session>, Vec<Damage>), Fault> {
    Ok(split(records("documents", None).await?.iter().map(store::read)))
}

/// All readable versions, or only one document's, and the damage of the others.
///
/// # Errors
/// [`Fault`] if the browser does not return them.
pub async fn versions(id: Option<&str>) -> Result<(Vec<(Session, VersionKey)>, Vec<Damage>), Fault> {
    Ok(split(records("versions", id).await?.iter().map(store::read_version)))
}

fn split<T>(read: impl Iterator<Item = Result<T, Damage>>) -> (Vec<T>, Vec<Damage>) {
    let (mut sound, mut damaged) = (Vec::new(), Vec::new());
    for result in read {
        match result {
            Ok(one) => sound.push(one),
            Err(damage) => damaged.push(damage),
        }
    }
    (sound, damaged)
}

async fn records(store: &str, id: Option<&str>) -> Result<Vec<Record>, Fault> {
    let records = JsFuture::from(read(store, id)).await.map_err(|error| fault(&error))?;
    Ok(records.unchecked_into::<Array>().iter().map(|value| record(&value)).collect())
}

/// The texts of an object; a stored record or a file may have any values.
fn record(value: &JsValue) -> Record {
    let Some(object) = value.dyn_ref::<Object>() else { return Record::new() };
    let entry = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    Object::entries(object).iter().filter_map(entry).collect()
}

fn object(record: &Record) -> JsValue {
    let object = Object::new();
    for (name, value) in record {
        put(&object, name, &JsValue::from_str(value));
    }
    object.into()
}

fn put(object: &Object, name: &str, value: &JsValue) {
    // Setting a property of a plain object does not fail.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// Changes documents in one transaction. `decide` gets the document with this id, if there is one, and the keys of its
/// versions.
///
/// # Errors
/// [`Fault`] if the browser does not store all of it; then it stores nothing of it.
pub async fn change(
    id: &str,
    decide: impl FnOnce(Option<Session>, &[VersionKey]) -> Vec<Write> + 'static,
) -> Result<(), Fault> {
    let decide = Closure::once_into_js(move |document: JsValue, versions: Array| -> Array {
        let versions: Vec<_> = versions.iter().filter_map(|key| version_key(&key)).collect();
        decide(store::read(&record(&document)).ok(), &versions).iter().map(written_of).collect()
    });
    done(change_documents(id, &decide)).await
}

/// Makes these changes in one transaction.
///
/// # Errors
/// [`Fault`] if the browser does not store all of it; then it stores nothing of it.
pub async fn write(writes: Vec<Write>) -> Result<(), Fault> {
    change("", move |_, _| writes).await
}

/// Stores the run that a document shows.
///
/// # Errors
/// [`Fault`] if the browser does not store it.
pub async fn keep_run(id: &str, run: &KeptRun) -> Result<(), Fault> {
    let KeptRun { encoded, source, hash, step } = run;
    let mut texts = Record::new();
    let live = if source.live { "on" } else { "" };
    for (name, text) in [
        ("id", id),
        ("workflow", &*source.workflow),
        ("input", &*source.input),
        ("modules", &*source.modules.join("\n")),
        ("live", live),
        ("hash", &**hash),
        ("step", &*step.to_string()),
    ] {
        texts.insert(name.into(), text.into());
    }
    let object = object(&texts);
    put(object.unchecked_ref(), "trace", &Uint8Array::from(&encoded[..]));
    let decide = Closure::once_into_js(move |_: JsValue, _: Array| Array::of1(&written("runs", "put", &object)));
    done(change_documents(id, &decide)).await
}

/// The stored run of a document. `None` if there is none that can be read.
///
/// # Errors
/// [`Fault`] if the browser does not return it.
pub async fn run(id: &str) -> Result<Option<KeptRun>, Fault> {
    let runs: Array = JsFuture::from(read("runs", Some(id))).await.map_err(|error| fault(&error))?.unchecked_into();
    Ok(kept_run(&runs.get(0)))
}

fn kept_run(value: &JsValue) -> Option<KeptRun> {
    let mut texts = record(value);
    let trace = Reflect::get(value, &JsValue::from_str("trace")).ok()?;
    let mut text = |name| texts.remove(name);
    Some(KeptRun {
        encoded: trace.dyn_into::<Uint8Array>().ok()?.to_vec(),
        source: Source {
            workflow: text("workflow")?,
            input: text("input")?,
            live: !text("live")?.is_empty(),
            modules: text("modules")?.lines().map(Into::into).collect(),
        },
        hash: text("hash")?,
        step: text("step")?.parse().ok()?,
    })
}

fn version_key(key: &JsValue) -> Option<VersionKey> {
    let key: &Array = key.dyn_ref()?;
    Some(VersionKey { at: key.get(1).as_string()?.parse().ok()?, label: key.get(2).as_string()? })
}

fn written_of(write: &Write) -> JsValue {
    let text = |text: &str| JsValue::from_str(text);
    match write {
        Write::Put(session) => written("documents", "put", &object(&store::record(session))),
        Write::PutVersion(session, key) => written("versions", "put", &object(&store::version_record(session, key))),
        Write::RemoveVersion(id, key) => {
            let key = Array::of3(&text(id), &text(&key.at.to_string()), &text(&key.label));
            written("versions", "delete", &key)
        }
        Write::Remove(id) => written("documents", "delete", &text(id)),
        Write::RemoveRun(id) => written("runs", "delete", &text(id)),
    }
}

fn written(store: &str, method: &str, argument: &JsValue) -> JsValue {
    Array::of3(&JsValue::from_str(store), &JsValue::from_str(method), argument).into()
}

async fn done(promise: Promise) -> Result<(), Fault> {
    JsFuture::from(promise).await.map(drop).map_err(|error| fault(&error))
}

/// The text of a file of documents.
#[must_use]
pub fn to_json(file: &File) -> String {
    let list = |records: &[Record]| records.iter().map(object).collect::<Array>();
    let json = Object::new();
    put(&json, "format", &file.format.as_str().into());
    put(&json, "version", &file.version.into());
    put(&json, "documents", &list(&file.documents));
    put(&json, "versions", &list(&file.versions));
    JSON::stringify_with_replacer_and_space(&json, &JsValue::NULL, &1.into()).map(Into::into).unwrap_or_default()
}

/// Reads a file of documents.
///
/// # Errors
/// [`Refusal`] if it is too large, or not JSON.
pub fn of_json(bytes: &[u8]) -> Result<File, Refusal> {
    if bytes.len() > File::MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::NotJson)?;
    let json = JSON::parse(text).map_err(|_| Refusal::NotJson)?;
    let get = |name: &str| Reflect::get(&json, &JsValue::from_str(name)).unwrap_or_default();
    let list = |name: &str| match get(name).dyn_into::<Array>() {
        Ok(list) => list.iter().map(|value| record(&value)).collect(),
        Err(_) => Vec::new(),
    };
    Ok(File {
        format: get("format").as_string().unwrap_or_default(),
        version: get("version").as_f64().unwrap_or_default() as u32,
        documents: list("documents"),
        versions: list("versions"),
    })
}

/// Tells other tabs that this tab has a document open, and is its writer.
pub fn hold_open(id: &str, writer: &str) {
    hold(&format!("{LOCK}{id}/{writer}"));
}

/// The documents that tabs have open, each with the writer of the tab. Empty where the browser does not tell.
pub async fn open_documents() -> Vec<(String, String)> {
    let Ok(names) = JsFuture::from(held()).await else { return Vec::new() };
    let open = |name: JsValue| {
        let name = name.as_string()?;
        let (id, writer) = name.strip_prefix(LOCK)?.split_once('/')?;
        Some((id.to_owned(), writer.to_owned()))
    };
    names.unchecked_into::<Array>().iter().filter_map(open).collect()
}

const LOCK: &str = "dagwood-playground/document/";

#[wasm_bindgen(module = "/src/interop/database.js")]
extern "C" {
    fn read(store: &str, id: Option<&str>) -> Promise;
    #[wasm_bindgen(js_name = change)]
    // The browser may call it after this has been reported as failed.
    fn change_documents(id: &str, decide: &JsValue) -> Promise;
    /// Requests persistent storage.
    pub fn persist() -> Promise;
    fn hold(name: &str);
    fn held() -> Promise;
}
