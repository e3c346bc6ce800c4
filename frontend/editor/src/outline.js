/**
 * The structure of a workflow file: a YAML reader that also accepts incomplete text, and never fails.
 *
 * It distinguishes keys, values and items as far as completion and help need it. The engine decides what a file means
 * and reports its problems.
 */

/**
 * @typedef {{ kind: "scalar", from: number, to: number, text: string }} Scalar
 * @typedef {{ key: Scalar, value: Node | null }} Entry
 * @typedef {{ kind: "map", from: number, to: number, flow: boolean, entries: Entry[] }} Mapping
 * @typedef {{ from: number, to: number, base: number, value: Node | null }} Item `from` is its dash; offsets inside it count from `base`.
 * @typedef {{ kind: "list", from: number, to: number, flow: boolean, items: Item[] }} List
 * @typedef {Scalar | Mapping | List} Node
 */

/** The maximum depth of the engine; deeper nesting is ignored. */
const DEPTH = 64;

/** Anchors and tags before a value. */
const PROPERTIES = /(?:[&!][^\s,[\]{}]*[ \t]+)*/y;
const QUOTED = /"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'/y;
const QUOTED_KEY = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*')[ \t]*:(?=\s|$)/y;
const PLAIN_KEY = /(?![-?]\s|[,[\]{}#&*!|>'"%@`])\S?.*?:(?=\s|$)/y;
const COMMENT = /\s#/;
const PLAIN = /(?:[^\s#]+|(?<=\S)#|[ \t]+(?=[^\s#]))*/y;
const FLOW_PLAIN = /(?:[^\s#,:[\]{}]+|:(?=[^\s,[\]{}])|(?<=[^\s,[\]{}])#|[ \t]+(?=[^\s#,:[\]{}]))*/y;
/** What may follow a dash. */
const SPACE = /\s/;

/** The depth of lists that are values of the document's keys. Their items are read one by one, each from its own lines. */
const LISTED = 2;

/**
 * A read item of such a list. Its positions count from `base`, the start of its first line.
 *
 * @typedef {object} Listed
 * @property {Item} item
 * @property {number} end Where its lines end.
 * @property {number} seen How far the text was examined to find that end.
 */

/** The last text, and its items by their bases: most of them occur in the next text too. */
let last = { text: "", items: /** @type {Map<number, Listed>} */ (new Map()) };

/**
 * @param {string} text
 * @returns {Node | null}
 */
export function outline(text) {
  const reader = new Reader(text);
  const root = reader.document();
  last = { text, items: reader.items };
  return root;
}

/**
 * Reads the first list of items, one per step, so that the outline of this text, and of similar texts, is quick afterwards.
 *
 * @param {string} text
 * @returns {Generator<Item>}
 */
export function* readAhead(text) {
  const search = new Reader(text);
  search.stopsAtList = true;
  search.document();
  if (!search.first) return;
  const { at, column } = search.first;
  const reader = new Reader(text, at, LISTED);
  const beyond = itemEnd(column);
  while (reader.next() && reader.column() === column && reader.isDash()) yield reader.listed(column, beyond);
  last = { text, items: reader.items };
}

/** Matches the end of an item: a line that is indented no further than its dash and does not close its brackets. @param {number} column */
const itemEnd = (column) => new RegExp(`\\n[ \\t]{0,${column}}[^\\s#\\]}]`, "g");

/** The number of characters compared in one step. */
const PIECE = 1024;

/** The lengths of the common prefix and suffix of two texts. @param {string} a @param {string} b */
function inCommon(a, b) {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start + PIECE <= most && a.startsWith(b.slice(start, start + PIECE), start)) start += PIECE;
  while (start < most && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let end = 0;
  const rest = most - start;
  while (end + PIECE <= rest && a.endsWith(b.slice(b.length - end - PIECE, b.length - end), a.length - end)) end += PIECE;
  while (end < rest && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end += 1;
  return { start, end };
}

class Reader {
  /** @param {string} text @param {number} at @param {number} depth */
  constructor(text, at = 0, depth = 0) {
    this.text = text;
    /** Everything before this has been read. */
    this.at = at;
    this.depth = depth;
    /** The items that were read one by one, by their bases. @type {Map<number, Listed>} */
    this.items = new Map();
    this.last = last;
    /** Whether to read up to the first list of such items only. */
    this.stopsAtList = false;
    /** Where that begins. @type {{ at: number, column: number } | null} */
    this.first = null;
  }

  document() {
    /** @type {Node | null} */
    let root = null;
    while (this.next()) {
      const before = this.at;
      const node = this.node(-1);
      if (root === null) root = node;
      // Skipped lines are between the parts of the document.
      else if (root.kind === "map" && node?.kind === "map" && !node.flow) {
        root.entries.push(...node.entries);
        root.to = node.to;
      }
      if (this.at === before) this.skipLine();
    }
    return root;
  }

  /** Matches at the current position, and skips the match. @param {RegExp} pattern */
  take(pattern) {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }

  skipBlanks() {
    while (this.text[this.at] === " " || this.text[this.at] === "\t") this.at += 1;
  }

  skipLine() {
    const end = this.text.indexOf("\n", this.at);
    this.at = end < 0 ? this.text.length : end + 1;
  }

  /** Whether only blanks and a comment follow on the line. */
  isLineEnd() {
    this.skipBlanks();
    const c = this.text[this.at];
    return c === undefined || c === "\n" || (c === "#" && /\s/.test(this.text[this.at - 1] ?? "\n"));
  }

  /** Skips blank lines, comments and markers. `false` at the end. */
  next() {
    for (;;) {
      if (!this.isLineEnd()) {
        const isMarker = this.column() === 0 && /^(---|\.\.\.)(\s|$)|^%/.test(this.text.slice(this.at, this.at + 4));
        if (!isMarker) return true;
        if (this.text[this.at] === "-") {
          this.at += 3;
          continue;
        }
      }
      if (this.text.indexOf("\n", this.at) < 0) {
        this.at = this.text.length;
        return false;
      }
      this.skipLine();
    }
  }

  column() {
    return this.at - (this.text.lastIndexOf("\n", this.at - 1) + 1);
  }

  isDash() {
    return this.text[this.at] === "-" && (this.at + 1 === this.text.length || SPACE.test(this.text[this.at + 1]));
  }

  /**
   * The node that begins here, inside an element that begins at column `outside`.
   *
   * @param {number} outside
   * @returns {Node | null}
   */
  node(outside) {
    if (this.depth >= DEPTH) {
      this.skipLine();
      return null;
    }
    this.depth += 1;
    try {
      this.take(PROPERTIES);
      const c = this.text[this.at];
      if (this.isDash()) return this.list(this.column(), outside);
      if (this.isKey() || this.isBeforeKey()) return this.map(this.column());
      if (c === "{" || c === "[") return this.flow(outside);
      if (c === "|" || c === ">") return this.literal(outside);
      return c === '"' || c === "'" ? this.quoted() : this.plain(outside);
    } finally {
      this.depth -= 1;
    }
  }

  isKey() {
    const before = this.at;
    const key = this.key();
    this.at = before;
    return key !== null;
  }

  /** Whether this is a single word above a key: then it will become a key. */
  isBeforeKey() {
    const before = this.at;
    const column = this.column();
    this.take(PLAIN);
    const is = this.at > before && this.isLineEnd() && this.next() && this.column() === column && this.isKey();
    this.at = before;
    return is;
  }

  /** Reads a key with its colon. */
  key() {
    const from = this.at;
    const quoted = this.take(QUOTED_KEY);
    if (quoted) return this.scalar(from, quoted[1]);
    const plain = this.take(PLAIN_KEY);
    if (plain && !COMMENT.test(plain[0])) return this.scalar(from, plain[0].slice(0, -1).trimEnd());
    this.at = from;
    return null;
  }

  /** @param {number} column @returns {Mapping} */
  map(column) {
    /** @type {Mapping} */
    const map = { kind: "map", from: this.at, to: this.at, flow: false, entries: [] };
    while (this.next() && this.column() >= column && !(this.column() === column && this.isDash())) {
      // Lines that are indented too far are skipped.
      if (this.column() > column && map.entries.length > 0) {
        this.skipLine();
        continue;
      }
      const entry = this.entry(column);
      map.entries.push(entry);
      map.to = entry.value?.to ?? this.end(entry.key.to);
    }
    return map;
  }

  /** A key and its value; only a key for a line without a colon yet. @param {number} column @returns {Entry} */
  entry(column) {
    const from = this.at;
    const key = this.key();
    if (key) return { key, value: this.value(column) };
    const alone = this.scalar(from, this.take(PLAIN)[0]);
    this.skipLine();
    return { key: alone, value: null };
  }

  /** The value after a colon. @param {number} column @returns {Node | null} */
  value(column) {
    this.skipBlanks();
    this.take(PROPERTIES);
    if (!this.isLineEnd()) {
      const c = this.text[this.at];
      if (c === "{" || c === "[") return this.flow(column);
      if (c === "|" || c === ">") return this.literal(column);
      return c === '"' || c === "'" ? this.quoted() : this.plain(column);
    }
    const before = this.at;
    if (this.next() && (this.column() > column || (this.column() === column && this.isDash()))) return this.node(column);
    this.at = before;
    return null;
  }

  /** @param {number} column @param {number} outside @returns {List} */
  list(column, outside) {
    /** @type {List} */
    const list = { kind: "list", from: this.at, to: this.at, flow: false, items: [] };
    if (this.depth === LISTED && this.stopsAtList) {
      this.first ??= { at: this.at, column };
      this.at = this.text.length;
      return list;
    }
    const beyond = itemEnd(column);
    while (this.next()) {
      const here = this.column();
      if (here < column) break;
      if (here === column && this.isDash()) {
        const item = this.depth === LISTED ? this.listed(column, beyond) : this.item(column);
        list.to = item.to;
        list.items.push(item);
        continue;
      }
      if (here === column && (column <= outside || this.isKey())) break;
      // A word without a dash: the dash is still missing.
      const value = here === column ? this.plain(column) : null;
      if (value) {
        list.to = value.to;
        list.items.push({ from: value.from, to: value.to, base: 0, value });
      } else this.skipLine();
    }
    return list;
  }

  /**
   * The item of this dash, known from the last text or read from its own lines.
   *
   * @param {number} column
   * @param {RegExp} beyond
   * @returns {Item}
   */
  listed(column, beyond) {
    const base = this.at - column;
    const known = this.known(base);
    let listed = known?.item.from === column ? known : null;
    if (!listed) {
      beyond.lastIndex = this.at;
      const match = beyond.exec(this.text);
      const end = match ? match.index + 1 : this.text.length;
      // A copy, for a part of a text would keep all of it in memory.
      const lines = JSON.parse(JSON.stringify(this.text.slice(base, end)));
      const item = new Reader(lines, column, LISTED).item(column);
      listed = { item, end: end - base, seen: match ? beyond.lastIndex - base : Infinity };
    }
    this.items.set(base, listed);
    this.at = base + listed.end;
    const { from, to, value } = listed.item;
    return { from: base + from, to: base + to, base, value };
  }

  /** What was read at this base, if the text there is what it was. @param {number} base */
  known(base) {
    const { text, items } = this.last;
    this.common ??= inCommon(text, this.text);
    const { start, end } = this.common;
    const before = items.get(base);
    const moved = this.text.length - text.length;
    if (before && (base + before.seen <= start || (start === text.length && moved === 0))) return before;
    return base >= this.text.length - end ? items.get(base - moved) : undefined;
  }

  /** The item at this dash. @param {number} column @returns {Item} */
  item(column) {
    const from = this.at;
    this.at += 1;
    const value = this.behindDash(column);
    return { from, to: value?.to ?? from + 1, base: 0, value };
  }

  /** The value after a dash. @param {number} column @returns {Node | null} */
  behindDash(column) {
    if (!this.isLineEnd()) return this.node(column);
    const before = this.at;
    if (this.next() && this.column() > column) return this.node(column);
    this.at = before;
    return null;
  }

  /** @param {number} from @param {string} written @returns {Scalar} */
  scalar(from, written) {
    return { kind: "scalar", from, to: from + written.length, text: plainText(written) };
  }

  /** @returns {Scalar} */
  quoted() {
    const from = this.at;
    const match = this.take(QUOTED);
    if (match) return this.scalar(from, match[0]);
    // The closing quote is still missing.
    const quote = this.text[this.at++];
    const rest = this.take(PLAIN)[0];
    return { kind: "scalar", from, to: this.at, text: rest.startsWith(quote) ? "" : rest };
  }

  /** @param {number} outside @returns {Scalar} */
  plain(outside) {
    const from = this.at;
    const scalar = this.scalar(from, this.take(PLAIN)[0]);
    // It continues on lines that are indented further, up to the start of another element.
    for (let end = this.at; this.isLineEnd(); end = this.at) {
      if (!this.next() || this.column() <= outside || this.isKey() || this.isDash()) {
        this.at = end;
        break;
      }
      scalar.text += ` ${this.take(PLAIN)[0]}`;
      scalar.to = this.at;
      if (this.at === end) break;
    }
    return scalar;
  }

  /** A block scalar, unprocessed. @param {number} outside @returns {Scalar} */
  literal(outside) {
    const from = this.at;
    let end = this.at;
    this.skipLine();
    while (this.at < this.text.length) {
      const start = this.at;
      this.skipBlanks();
      const isBlank = this.text[this.at] === "\n" || this.at === this.text.length;
      if (!isBlank && this.column() <= outside) {
        this.at = start;
        break;
      }
      this.skipLine();
      if (!isBlank) end = this.text[this.at - 1] === "\n" ? this.at - 1 : this.at;
    }
    return { kind: "scalar", from, to: Math.max(end, from + 1), text: this.text.slice(from, end) };
  }

  /**
   * Continues in brackets; `false` where they end, or where the text continues as if they had.
   *
   * @param {number} outside
   */
  inFlow(outside) {
    const before = this.at;
    if (!this.next()) return false;
    const isNewLine = this.text.slice(before, this.at).includes("\n");
    if (isNewLine && !/[\]}]/.test(this.text[this.at]) && (this.column() <= outside || this.isDash())) {
      this.at = before;
      return false;
    }
    return true;
  }

  /** @param {number} outside @returns {Mapping | List} */
  flow(outside) {
    const from = this.at;
    const isMap = this.text[this.at] === "{";
    this.at += 1;
    /** @type {Entry[]} */
    const entries = [];
    /** @type {Item[]} */
    const items = [];
    while (this.inFlow(outside)) {
      const c = this.text[this.at];
      if (c === "}" || c === "]") {
        this.at += 1;
        break;
      }
      const before = this.at;
      if (c === ",") this.at += 1;
      else if (isMap) entries.push(this.pair(this.flowScalar(), outside));
      else {
        const value = this.flowNode(outside);
        items.push({ from: value?.from ?? before, to: value?.to ?? before, base: 0, value });
      }
      // Skip what cannot occur here.
      if (this.at === before) this.at += 1;
    }
    return isMap
      ? { kind: "map", from, to: this.at, flow: true, entries }
      : { kind: "list", from, to: this.at, flow: true, items };
  }

  /** @param {Scalar} key @param {number} outside @returns {Entry} */
  pair(key, outside) {
    this.skipBlanks();
    if (this.text[this.at] !== ":") return { key, value: null };
    this.at += 1;
    const ends = !this.inFlow(outside) || /[,\]}]/.test(this.text[this.at]);
    return { key, value: ends ? null : this.flowNode(outside) };
  }

  /** @param {number} outside @returns {Node | null} */
  flowNode(outside) {
    this.take(PROPERTIES);
    const c = this.text[this.at];
    if (c !== "{" && c !== "[") return this.flowScalar();
    if (this.depth >= DEPTH) {
      this.skipLine();
      return null;
    }
    this.depth += 1;
    const node = this.flow(outside);
    this.depth -= 1;
    return node;
  }

  /** @returns {Scalar} */
  flowScalar() {
    const c = this.text[this.at];
    const from = this.at;
    if (c === '"' || c === "'") {
      const match = this.take(QUOTED);
      if (match) return this.scalar(from, match[0]);
      this.at += 1;
      const rest = this.take(FLOW_PLAIN)[0];
      return { kind: "scalar", from, to: this.at, text: rest };
    }
    return this.scalar(from, this.take(FLOW_PLAIN)[0]);
  }

  /** The end of the text before the current position, without blanks. @param {number} least */
  end(least) {
    return Math.max(least, least + this.text.slice(least, this.at).trimEnd().length);
  }
}

/** @param {string} written */
function plainText(written) {
  if (written.length < 2) return written;
  if (written.startsWith("'") && written.endsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
  if (!written.startsWith('"') || !written.endsWith('"')) return written;
  try {
    return JSON.parse(written.replaceAll("\n", " "));
  } catch {
    // Escapes that JSON does not have.
    return written.slice(1, -1);
  }
}

/** The value of a key. @param {Node | null | undefined} node @param {string} name */
export const valueOf = (node, name) =>
  node?.kind === "map" ? (node.entries.find(({ key }) => key.text === name)?.value ?? null) : null;

/** The text of a key's value. @param {Node | null | undefined} node @param {string} name */
export function textOf(node, name) {
  const value = valueOf(node, name);
  return value?.kind === "scalar" ? value.text : null;
}

/** The items of a key's value. @param {Node | null | undefined} node @param {string} name */
export function itemsOf(node, name) {
  const value = valueOf(node, name);
  return value?.kind === "list" ? value.items : [];
}
