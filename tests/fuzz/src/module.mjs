// Answers with what the WebAssembly module says of each input: `node --eval THIS MODULE`, MODULE being the
// package's script for Node. Lengths are four bytes, the least first.
//
//   asked: length of the name, name, length of the file, file
//   said:  kind (0 report, 1 refusal, 2 fault of the module), length, text
import { readSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: init, checkJson } = await import(pathToFileURL(process.argv.at(-1)));
await init();

/** So many bytes of what is asked; where there are no more, the other side has ended. */
function take(length) {
  const bytes = Buffer.alloc(length);
  for (let have = 0; have < length; ) {
    const more = readSync(0, bytes, have, length - have, null);
    if (more === 0) process.exit();
    have += more;
  }
  return bytes;
}

const part = () => take(take(4).readUInt32LE());

function say(kind, text) {
  const body = Buffer.from(text);
  const head = Buffer.alloc(5);
  head.writeUInt8(kind);
  head.writeUInt32LE(body.length, 1);
  const all = Buffer.concat([head, body]);
  for (let gone = 0; gone < all.length; ) gone += writeSync(1, all, gone);
}

for (;;) {
  const name = part().toString();
  const bytes = new Uint8Array(part());
  try {
    say(0, checkJson(bytes, name, undefined));
  } catch (error) {
    // The module refuses with an Error; a trap or too deep a call is another, and leaves it unusable.
    const refused = error?.constructor === Error;
    say(refused ? 1 : 2, String(refused ? error.message : error));
  }
}
