// The worker that looks at modules: what is text about them, and the interpreter, which says whether they can run.
import start, * as interpreter from "../interpreter.js";
import startInspector from "../inspector.js";
import { load } from "./load.js";

globalThis.interpreter = interpreter;
await load(start, "../interpreter_bg.wasm");
await load(startInspector, "../inspector_bg.wasm");
