// Moves the scripts that trunk writes into the page to files beside it: the page's policy lets no script run that stands in
// the page itself. Trunk runs this when it has built the page and before it is served.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.TRUNK_STAGING_DIR;
const page = join(folder, "index.html");

const moved = readFileSync(page, "utf8").replace(
  /<script((?:(?!\ssrc=)[^>])*)>([^]*?)<\/script>/g,
  (_, attributes, script) => {
    const hash = createHash("sha256").update(script).digest("hex").slice(0, 16);
    const file = `start-${hash}.js`;
    writeFileSync(join(folder, file), script);
    return `<script${attributes} src="./${file}"></script>`;
  },
);
writeFileSync(page, moved);
