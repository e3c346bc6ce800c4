// The worker that inspects modules: the assembler and disassembler, and the interpreter, which says whether they can run.
import start, * as interpreter from "../interpreter.js";
import startInspector from "../inspector.js";
import { load } from "./load.js";

globalThis.interpreter = interpreter;
await load(start, "../interpreter_bg.wasm");
await load(startInspector, "../inspector_bg.wasm");
