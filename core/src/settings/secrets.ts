import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const version = 'v1.';

/** Encrypts a text with AES-256-GCM; `about` (whose it is) must be the same to open it, so that a row moved elsewhere opens nothing. */
export function seal(key: Uint8Array, about: string, text: string): string {
  const iv = randomBytes(12);
  const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(about));
  const bytes = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return version + Buffer.concat([iv, sealing.getAuthTag(), bytes]).toString('base64url');
}

/** Null where the key is another or the text was changed. */
export function unseal(key: Uint8Array, about: string, sealed: string): string | null {
  if (!sealed.startsWith(version)) return null;
  const bytes = Buffer.from(sealed.slice(version.length), 'base64url');
  if (bytes.length < 28) return null;
  try {
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]).toString('utf8');
  } catch {
    return null;
  }
}
