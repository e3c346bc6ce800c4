// The output of Node's test runner, and at the end the time of each file.

import { spec } from "node:test/reporters";
import { relative } from "node:path";
import { Readable } from "node:stream";

export default async function* report(events) {
  const took = new Map();
  async function* seen() {
    for await (const event of events) {
      const { nesting, file, details } = event.data ?? {};
      const isEnd = event.type === "test:pass" || event.type === "test:fail";
      if (isEnd && nesting === 0 && file) took.set(file, (took.get(file) ?? 0) + details.duration_ms);
      yield event;
    }
  }
  yield* Readable.from(seen()).compose(new spec());
  const slowest = [...took].sort(([, a], [, b]) => b - a);
  for (const [file, duration] of slowest) yield `${(duration / 1000).toFixed(1).padStart(7)} s  ${relative(process.cwd(), file)}\n`;
}
