/**
 * The structure of a workflow file: a reader of YAML that takes half-written text, too, and refuses nothing.
 *
 * It tells keys, values and items from each other for what helps while somebody types. What a file means and what is wrong with
 * it is the engine's to say.
 */

/**
 * @typedef {{ kind: "scalar", from: number, to: number, text: string }} Scalar
 * @typedef {{ key: Scalar, value: Node | null }} Entry
 * @typedef {{ kind: "map", from: number, to: number, flow: boolean, entries: Entry[] }} Mapping
 * @typedef {{ from: number, to: number, base: number, value: Node | null }} Item `from` is its dash; what is in it counts from `base`.
 * @typedef {{ kind: "list", from: number, to: number, flow: boolean, items: Item[] }} List
 * @typedef {Scalar | Mapping | List} Node
 */

/** As deep as the engine reads; what is nested deeper is not looked into. */
const DEPTH = 64;

/** Anchors and tags before a value. */
const PROPERTIES = /(?:[&!][^\s,[\]{}]*[ \t]+)*/y;
const QUOTED = /"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'/y;
const QUOTED_KEY = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*')[ \t]*:(?=\s|$)/y;
const PLAIN_KEY = /(?![-?]\s|[,[\]{}#&*!|>'"%@`])\S?.*?:(?=\s|$)/y;
const COMMENT = /\s#/;
const PLAIN = /(?:[^\s#]+|(?<=\S)#|[ \t]+(?=[^\s#]))*/y;
const FLOW_PLAIN = /(?:[^\s#,:[\]{}]+|:(?=[^\s,[\]{}])|(?<=[^\s,[\]{}])#|[ \t]+(?=[^\s#,:[\]{}]))*/y;
const BLANK = /[ \t]*/y;

/** How deep the lists are that are values of the document's keys. Their items are read one by one, from their own lines alone. */
const LISTED = 2;

/** The items of the last text, by their lines: most of them are in the next text, too. @type {Map<string, Item>} */
let known = new Map();

/**
 * @param {string} text
 * @returns {Node | null}
 */
export function outline(text) {
  const reader = new Reader(text);
  const root = reader.document();
  known = reader.items;
  return root;
}

/**
 * Reads the items of a text that are not known yet, one with each step: its outline is then made quickly.
 *
 * @param {string} text
 * @returns {Generator<void>}
 */
export function* readAhead(text) {
  /** @type {Unread[]} */
  const unread = [];
  new Reader(text, 0, 0, unread).document();
  for (const { lines, column } of unread) {
    known.set(lines, itemOf(lines, column));
    yield;
  }
}

/**
 * @typedef {{ lines: string, column: number }} Unread The lines of an item, and the column of its dash.
 *
 * @param {string} lines
 * @param {number} column
 * @returns {Item}
 */
const itemOf = (lines, column) => {
  // A copy, for a part of a text would keep all of it in memory.
  const copy = JSON.parse(JSON.stringify(lines));
  return new Reader(copy, column, LISTED).item(column);
};

class Reader {
  /** @param {string} text @param {number} at @param {number} depth @param {Unread[]} [unread] Takes items that are not known. */
  constructor(text, at = 0, depth = 0, unread) {
    this.text = text;
    this.unread = unread;
    /** Before this everything has been read. */
    this.at = at;
    this.depth = depth;
    /** The items that were read one by one. @type {Map<string, Item>} */
    this.items = new Map();
  }

  document() {
    /** @type {Node | null} */
    let root = null;
    while (this.next()) {
      const before = this.at;
      const node = this.node(-1);
      if (root === null) root = node;
      // Lines that belong to nothing stand between the parts of the document.
      else if (root.kind === "map" && node?.kind === "map" && !node.flow) {
        root.entries.push(...node.entries);
        root.to = node.to;
      }
      if (this.at === before) this.skipLine();
    }
    return root;
  }

  /** Matches at the present place, and goes beyond what matches. @param {RegExp} pattern */
  take(pattern) {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }

  skipLine() {
    const end = this.text.indexOf("\n", this.at);
    this.at = end < 0 ? this.text.length : end + 1;
  }

  /** Whether nothing but blanks and a comment follow in the line. */
  isLineEnd() {
    this.take(BLANK);
    const c = this.text[this.at];
    return c === undefined || c === "\n" || (c === "#" && /\s/.test(this.text[this.at - 1] ?? "\n"));
  }

  /** Goes to the next thing that is there to be read, over blank lines, comments and markers. `false` at the end. */
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
    return this.text[this.at] === "-" && /\s|^$/.test(this.text[this.at + 1] ?? "");
  }

  /**
   * The node that begins here, inside of what begins at column `outside`.
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

  /** Whether this is a word alone and a key stands beneath it: then it is about to be one. */
  isBeforeKey() {
    const before = this.at;
    const column = this.column();
    this.take(PLAIN);
    const is = this.at > before && this.isLineEnd() && this.next() && this.column() === column && this.isKey();
    this.at = before;
    return is;
  }

  /** Takes a key with its colon. */
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
      // A line that is indented too far belongs to nothing.
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

  /** A key and its value; of a line that has no colon yet, a key alone. @param {number} column @returns {Entry} */
  entry(column) {
    const from = this.at;
    const key = this.key();
    if (key) return { key, value: this.value(column) };
    const alone = this.scalar(from, this.take(PLAIN)[0]);
    this.skipLine();
    return { key: alone, value: null };
  }

  /** What stands behind a colon. @param {number} column @returns {Node | null} */
  value(column) {
    this.take(BLANK);
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
    // A line that is indented no further than the dashes and is none of an item's brackets: there an item ends.
    const beyond = new RegExp(`\\n[ \\t]{0,${column}}[^\\s#\\]}]`, "g");
    while (this.next() && this.column() >= column) {
      if (this.column() === column && this.isDash()) {
        const item = this.depth === LISTED ? this.listed(column, beyond) : this.item(column);
        list.to = item.to;
        list.items.push(item);
        continue;
      }
      if (this.column() === column && (column <= outside || this.isKey())) break;
      // A word without a dash: one is about to be written.
      const value = this.column() === column ? this.plain(column) : null;
      if (value) {
        list.to = value.to;
        list.items.push({ from: value.from, to: value.to, base: 0, value });
      } else this.skipLine();
    }
    return list;
  }

  /**
   * The item of this dash, known or read by its lines alone.
   *
   * @param {number} column
   * @param {RegExp} beyond Matches where an item ends.
   * @returns {Item}
   */
  listed(column, beyond) {
    const base = this.at - column;
    beyond.lastIndex = this.at;
    const end = (beyond.exec(this.text)?.index ?? this.text.length) + 1;
    const lines = this.text.slice(base, end);
    this.at = Math.min(end, this.text.length);
    let item = known.get(lines);
    if (item?.from !== column) {
      if (this.unread) {
        this.unread.push({ lines, column });
        return { from: base + column, to: base + column + 1, base, value: null };
      }
      item = itemOf(lines, column);
    }
    this.items.set(lines, item);
    return { from: base + item.from, to: base + item.to, base, value: item.value };
  }

  /** The item of this dash. @param {number} column @returns {Item} */
  item(column) {
    const from = this.at;
    this.at += 1;
    const value = this.behindDash(column);
    return { from, to: value?.to ?? from + 1, base: 0, value };
  }

  /** What stands behind a dash. @param {number} column @returns {Node | null} */
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
    // The second quote is still to come.
    const quote = this.text[this.at++];
    const rest = this.take(PLAIN)[0];
    return { kind: "scalar", from, to: this.at, text: rest.startsWith(quote) ? "" : rest };
  }

  /** @param {number} outside @returns {Scalar} */
  plain(outside) {
    const from = this.at;
    const scalar = this.scalar(from, this.take(PLAIN)[0]);
    // It goes on in lines that are indented further, up to what can only be something new.
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

  /** A text of lines, as they are. @param {number} outside @returns {Scalar} */
  literal(outside) {
    const from = this.at;
    let end = this.at;
    this.skipLine();
    while (this.at < this.text.length) {
      const start = this.at;
      this.take(BLANK);
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
   * Goes on in brackets; `false` where they end, or where the text goes on as if they had.
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
      // What can be nothing here is passed over.
      if (this.at === before) this.at += 1;
    }
    return isMap
      ? { kind: "map", from, to: this.at, flow: true, entries }
      : { kind: "list", from, to: this.at, flow: true, items };
  }

  /** @param {Scalar} key @param {number} outside @returns {Entry} */
  pair(key, outside) {
    this.take(BLANK);
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

  /** The end of the text before the present place, blanks left out. @param {number} least */
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
    // Escapes that JSON has not.
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
