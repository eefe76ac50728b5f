import { Secret, TOTP } from 'otpauth';

/** What every app knows: RFC 6238 with SHA-1, six digits, half a minute. */
const periodSeconds = 30;
const form = { algorithm: 'SHA1', digits: 6, period: periodSeconds };
/** Steps before and after that are taken too: clocks differ, and typing takes time. */
const window = 1;

/** 160 bits, as RFC 4226 recommends; base32. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** The address behind the QR code. */
export const setupAddress = (secret: string, { issuer, name }: { readonly issuer: string; readonly name: string }): string =>
  new TOTP({ ...form, issuer, label: name, secret: Secret.fromBase32(secret) }).toString();

/** Which half minute a code belongs to, counted from 1970; null for one that does not hold at `now`. Compares in constant time. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  // What has as many characters and more bytes is compared by nobody.
  if (!/^\d{6}$/.test(code)) return null;
  const delta = new TOTP({ ...form, secret: Secret.fromBase32(secret) }).validate({ token: code, timestamp: now, window });
  return delta === null ? null : Math.floor(now / 1000 / periodSeconds) + delta;
}
