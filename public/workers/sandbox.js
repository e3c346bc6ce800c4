// The engine's worker with an interpreter of modules. The engine finds it under this name: worker/src/interpreter.rs.
import start, * as interpreter from "../interpreter.js";
import { load } from "./load.js";

globalThis.interpreter = interpreter;
await load(start, "../interpreter_bg.wasm");
await import("./engine.js");
