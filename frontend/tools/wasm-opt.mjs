// How wasm-opt makes programs smaller. Trunk calls it in the same way for the first parts: index.html.

/** The features that the programs use: a part that is split off has lost the section with that list. */
const FEATURES = ["bulk-memory", "sign-ext", "mutable-globals", "nontrapping-float-to-int", "reference-types", "multivalue"];

/** Its options. The files come next. */
export const OPTIONS = ["-Oz", "--low-memory-unused", "--converge", ...FEATURES.map((feature) => `--enable-${feature}`)];
