/** Appended places: a 6-byte number, and the image's id so that two writers never make the same key. */
const counterBytes = 6;
const highest = 2 ** 48 - 1;

/** The key after `last`, the highest of the album, which may stem from another rule. */
export function keyAfter(last: Uint8Array | null, imageId: number): Buffer {
  const counter = last === null ? 0 : Buffer.concat([last.subarray(0, counterBytes), Buffer.alloc(counterBytes)]).readUIntBE(0, counterBytes);
  return counter < highest ? keyAt(counter + 1, imageId) : Buffer.concat([last ?? Buffer.alloc(0), Buffer.of(0x80)]);
}

/** The key of the `n`th image, counted from 1, where an album is numbered anew. */
export function keyAt(n: number, imageId: number): Buffer {
  const key = Buffer.alloc(2 * counterBytes);
  key.writeUIntBE(n, 0, counterBytes);
  key.writeUIntBE(imageId, counterBytes, counterBytes);
  return key;
}

/**
 * A key between two, read as fractions with bytes as digits; `low` null is before all. Null where there is no room: the
 * two are equal, or the key would grow beyond 200 bytes; then the album is numbered anew.
 */
export function keyBetween(low: Uint8Array | null, high: Uint8Array): Buffer | null {
  const digits: number[] = [];
  let bounded = true;
  for (let index = 0; index < 200; index += 1) {
    const from = low?.[index] ?? 0;
    const to = bounded ? (high[index] ?? 0) : 256;
    if (bounded && from > to) return null;
    if (to - from > 1) return Buffer.from([...digits, Math.floor((from + to) / 2)]);
    digits.push(from);
    if (from < to) bounded = false;
    else if (index >= high.length) return null;
  }
  return null;
}
