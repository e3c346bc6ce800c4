// The engine's worker.
import start from "../engine.js";
import { load } from "./load.js";

await load(start, "../engine_bg.wasm");
