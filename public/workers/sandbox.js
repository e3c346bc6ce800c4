// The engine's worker with an interpreter of modules. The engine finds it under this name: frontend/src/interop/interpreter.rs.
import start, * as interpreter from "../interpreter.js";

globalThis.interpreter = interpreter;
await start();
await import("../engine_loader.js");
