// The same engine on the command line, for comparison with the page.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CLI } from "./playground.mjs";

const execute = promisify(execFile);
const MOST = { maxBuffer: 1 << 28 };
const at = (path) => new URL(path, import.meta.url);

/** All examples, with their workflows and inputs. */
export async function examples() {
  const folder = "../../public/examples/";
  const index = JSON.parse(await readFile(at(`${folder}index.json`), "utf8"));
  return Promise.all(
    index.map(async (example) => ({
      ...example,
      workflow: await readFile(at(folder + example.file), "utf8"),
      input: example.input ?? (await readFile(at(folder + example.input_file), "utf8")),
    })),
  );
}

/** The goldens: the results of all examples under all strategies. */
export async function goldens() {
  return JSON.parse(await readFile(at("../goldens/examples.json"), "utf8"));
}

/** The report of `dagwood run`, with its events. */
export const run = (workflow, input, ...options) => report("run", workflow, input, "--events", ...options);

/** The report of `dagwood compare`. */
export const compare = (workflow, input, ...options) => report("compare", workflow, input, ...options);

async function report(command, workflow, input, ...options) {
  const folder = await mkdtemp(join(tmpdir(), "dagwood-"));
  try {
    await writeFile(join(folder, "workflow.yaml"), workflow);
    await writeFile(join(folder, "input"), input);
    const args = [command, "workflow.yaml", "--input-file", "input", "--format", "json", ...options];
    // A failed or partial run ends with 1, and still has a report.
    const { stdout } = await execute(CLI(), args, { ...MOST, cwd: folder }).catch((error) => {
      if (error.code === 1) return error;
      throw error;
    });
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What `dagwood verify` says about a test. */
export async function verify(text) {
  const folder = await mkdtemp(join(tmpdir(), "dagwood-"));
  try {
    await writeFile(join(folder, "it.json"), text);
    const { stdout } = await execute(CLI(), ["verify", "it.json"], { ...MOST, cwd: folder }).catch((error) => {
      if (error.code === 1) return error;
      throw error;
    });
    return /^it.json: (\w+)/.exec(stdout)?.[1];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The workflow of a link. */
export async function open(link) {
  return (await execute(CLI(), ["open", link], MOST)).stdout;
}

/** A link to a workflow, made on the command line. */
export async function link(workflow, page, ...options) {
  const folder = await mkdtemp(join(tmpdir(), "dagwood-"));
  try {
    await writeFile(join(folder, "workflow.yaml"), workflow);
    const args = ["link", "workflow.yaml", "--page", page, ...options];
    return (await execute(CLI(), args, { ...MOST, cwd: folder })).stdout.trim();
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The state of every processor after the first `step` events, sorted by id, and the payloads of each by id. */
export function fold(report, step) {
  const seen = new Map(report.processors.map(({ id }) => [id, { state: "waiting", received: null, produced: null }]));
  const input = report.events[0].input;
  for (const event of report.events.slice(0, step)) {
    const processor = seen.get(event.processor);
    switch (event.event) {
      case "Ready":
        processor.state = "ready";
        break;
      case "Started":
        processor.state = "executing";
        processor.received = event.origin === null ? input : seen.get(event.origin).produced;
        break;
      case "Completed":
        processor.state = "completed";
        processor.produced = event.output;
        break;
      case "Failed":
        processor.state = "failed";
        break;
      case "RetryScheduled":
        processor.state = "waiting";
        break;
      case "Skipped":
        processor.state = "skipped";
        break;
      case "Cancelled":
        processor.state = "cancelled";
        break;
    }
  }
  return { states: [...seen].map(([id, { state }]) => `${id}, ${state}`).sort(), payloads: seen };
}
