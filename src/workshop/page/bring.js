// Files that somebody brings, and those that the page has for them.
import { Wrong } from './pool.js';

/** @import { Shelf } from './protocol.js' */

/**
 * The texts of the page by their names; a name that two have is nobody's.
 * @param {Shelf} shelf
 */
export function family(shelf) {
  const found = new Map();
  const add = (/** @type {string} */ path, /** @type {number} */ text) => {
    const name = path.split(/[/\\]/).at(-1) ?? path;
    found.set(name, found.has(name) && found.get(name) !== text ? -1 : text);
  };
  for (const one of shelf.scenarios) {
    add(one.file, one.text);
    for (const other of one.others) add(other.wanted, other.text);
  }
  return [...found].filter(([, text]) => text >= 0).map(([name, text]) => ({ name, text: shelf.texts[text] }));
}

/** What a scenario file that somebody brings holds. @param {File} given */
export async function textOf(given) {
  const { name, size } = given;
  if (size > 1 << 20) throw new Wrong(`${name}: ${size} bytes, more than the 1 MiB a scenario file may have`);
  /** @type {ArrayBuffer} */
  let bytes;
  try {
    bytes = await given.arrayBuffer();
  } catch {
    throw new Wrong(`${name}: cannot be read: a folder, or a file that has gone; choose the scenario files themselves`);
  }
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    throw new Wrong(`${name}: not UTF-8 text; save it as UTF-8`);
  }
}
