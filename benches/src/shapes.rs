//! The graphs to measure, the same on every machine: for each task its dependencies, which all come before it.

/// A graph and its name.
pub struct Shape {
    pub name: &'static str,
    pub dependencies: Vec<Vec<u32>>,
}

/// All shapes, the smallest first.
#[must_use]
pub fn all() -> Vec<Shape> {
    let shape = |name, dependencies| Shape { name, dependencies };
    vec![
        shape("chain1k", chain(1_000)),
        shape("fan1k", fan(998)),
        shape("diamond1k", diamonds(333)),
        shape("layered10k", layered(100, 100)),
        shape("layered100k", layered(316, 316)),
    ]
}

/// One task after the other.
fn chain(length: u32) -> Vec<Vec<u32>> {
    (0..length).map(|i| i.checked_sub(1).into_iter().collect()).collect()
}

/// A source, `width` tasks that depend on it, and a sink that depends on five of them: some crates fix the number of
/// inputs of a task.
fn fan(width: u32) -> Vec<Vec<u32>> {
    let mut dependencies = vec![vec![]];
    dependencies.extend((0..width).map(|_| vec![0]));
    dependencies.push(vec![1, width / 4, width / 2, width / 4 * 3, width]);
    dependencies
}

/// Chained diamonds: at most two tasks can run in parallel.
fn diamonds(count: u32) -> Vec<Vec<u32>> {
    let mut dependencies = vec![vec![]];
    for top in (0..count).map(|i| 3 * i) {
        dependencies.extend([vec![top], vec![top], vec![top + 1, top + 2]]);
    }
    dependencies
}

/// `layers` layers of `width` tasks with one to five dependencies, a fifth of which skip up to ten layers.
fn layered(layers: u32, width: u32) -> Vec<Vec<u32>> {
    // The quick generator of Numerical Recipes.
    let mut state = 20_260_131_u32;
    let mut random = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut dependencies = Vec::new();
    for layer in 0..layers {
        for _ in 0..width {
            let mut own: Vec<u32> = (0..if layer == 0 { 0 } else { 1 + random(5) })
                .map(|_| {
                    let back = if random(5) == 0 { 1 + random(10) } else { 1 };
                    (layer - back.min(layer)) * width + random(width)
                })
                .collect();
            own.sort_unstable();
            own.dedup();
            dependencies.push(own);
        }
    }
    dependencies
}

/// The expected result of every engine: each task computes `1 + the sum of its inputs`, summed over all tasks.
#[must_use]
pub fn checksum(dependencies: &[Vec<u32>]) -> u32 {
    let mut values: Vec<u32> = Vec::with_capacity(dependencies.len());
    for own in dependencies {
        values.push(own.iter().fold(1, |sum, &d| sum.wrapping_add(values[d as usize])));
    }
    values.iter().fold(0, |sum, value| sum.wrapping_add(*value))
}
