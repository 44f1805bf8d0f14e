// The model in a worker: questions are a line of JSON and bytes, answers too.

/**
 * @typedef {{ memory: WebAssembly.Memory, question(length: number): number, ask(): number, answer(): number }} Exports
 */

/** @type {Exports | undefined} */
let exports;

/** @param {ArrayBuffer} bytes */
async function start(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, {});
  exports = /** @type {any} */ (instance.exports);
}

/** @param {object} question @param {Uint8Array} [body] @returns {{ answer: any, body: Uint8Array }} */
function answer(question, body) {
  if (!exports) throw new Error('the model has not started');
  const line = new TextEncoder().encode(`${JSON.stringify(question)}\n`);
  const length = line.length + (body?.length ?? 0);
  const place = exports.question(length);
  // The view is made after the call. Memory that grows gets a new buffer, and an older view would be empty.
  const room = new Uint8Array(exports.memory.buffer, place, length);
  room.set(line);
  if (body) room.set(body, line.length);
  const size = exports.ask();
  // The engine overwrites this with its next answer, so the page takes a copy.
  const bytes = new Uint8Array(exports.memory.buffer, exports.answer(), size).slice();
  const end = bytes.indexOf(10);
  return { answer: JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))), body: bytes.slice(end + 1) };
}

self.onmessage = async ({ data }) => {
  const { number, bytes, question, body } = data;
  try {
    if (bytes) {
      await start(bytes);
      self.postMessage({ number, ok: null });
      return;
    }
    const found = answer(question, body);
    if ('wrong' in found.answer) self.postMessage({ number, wrong: found.answer.wrong });
    else self.postMessage({ number, ok: found.answer.ok, body: found.body }, { transfer: [found.body.buffer] });
  } catch (error) {
    const why = error instanceof WebAssembly.RuntimeError ? 'the model stopped: this scenario asks for more than it can do here' : String(error);
    self.postMessage({ number, wrong: why, dead: true });
  }
};
