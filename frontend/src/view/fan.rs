//! Keyed signals: a source of many derived values notifies only the subscribers whose value has changed.
//!
//! A signal searches all its subscribers to remove one: with thousands, a step of the run would take quadratic time.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use leptos::prelude::*;

/// A value for each key, as a separate signal.
pub(super) struct Fan<K: 'static, T: 'static> {
    /// The signals of the keys that have been requested.
    signals: StoredValue<HashMap<K, ArcRwSignal<T>>>,
    now: StoredValue<Arc<dyn Fn(K) -> T + Send + Sync>>,
}

impl<K, T> Clone for Fan<K, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, T> Copy for Fan<K, T> {}

impl<K, T> Fan<K, T>
where
    K: Copy + Eq + Hash + Send + Sync + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
{
    /// Computes `value` from `source` for each key, whenever a signal that `source` reads changes.
    pub(super) fn new<S: 'static>(
        source: impl Fn() -> S + Send + Sync + 'static,
        value: impl Fn(&S, K) -> T + Send + Sync + 'static,
    ) -> Self {
        let signals = StoredValue::new(HashMap::<K, ArcRwSignal<T>>::new());
        let (source, value) = (Arc::new(source), Arc::new(value));
        let now = {
            let (source, value) = (source.clone(), value.clone());
            Arc::new(move |key| value(&untrack(|| source()), key))
        };
        Effect::new(move |_| {
            let source = source();
            let changed = signals.with_value(|signals| {
                let changed = signals.iter().filter_map(|(&key, signal)| {
                    let value = value(&source, key);
                    (*signal.read_untracked() != value).then(|| (signal.clone(), value))
                });
                changed.collect::<Vec<_>>()
            });
            for (signal, value) in changed {
                signal.set(value);
            }
        });
        Self { signals, now: StoredValue::new(now) }
    }

    /// The value for a key.
    pub(super) fn of(self, key: K) -> Signal<T> {
        if let Some(signal) = self.signals.with_value(|signals| signals.get(&key).cloned()) {
            return signal.into();
        }
        let signal = ArcRwSignal::new(self.now.get_value()(key));
        self.signals.update_value(|signals| {
            signals.insert(key, signal.clone());
        });
        signal.into()
    }
}
