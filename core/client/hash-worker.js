import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

// A piece at a time: the browser's own digest wants the whole file in memory, and is missing where the page came without TLS.
const piece = 4 * 2 ** 20;

self.onmessage = async ({ data: { id, file } }) => {
  try {
    const hash = sha256.create();
    for (let at = 0; at < file.size; at += piece) hash.update(new Uint8Array(await file.slice(at, at + piece).arrayBuffer()));
    self.postMessage({ id, digest: bytesToHex(hash.digest()) });
  } catch (error) {
    self.postMessage({ id, problem: String(error) });
  }
};
