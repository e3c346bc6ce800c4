// The worker that looks at modules: what is text about them, and the interpreter, which says whether they can run.
import start, * as interpreter from "../interpreter.js";

globalThis.interpreter = interpreter;
await start();
await import("../inspector_loader.js");
