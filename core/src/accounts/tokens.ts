import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Random bytes as they stand in cookies and links. */
export const newToken = (bits: 128 | 256): string => randomBytes(bits / 8).toString('base64url');

/** What is stored of a token. Tokens are random, so that a plain hash suffices. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A keyed hash over several texts, each with its length, so that no two lists of them are one. */
export function keyedHash(key: Uint8Array, ...texts: readonly string[]): Buffer {
  const hash = createHmac('sha256', key);
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text);
  return hash.digest();
}

/** Compares in a time that tells nothing of where two differ. */
export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && timingSafeEqual(one, other);
