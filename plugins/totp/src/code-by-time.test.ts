import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { newSecret, setupAddress, stepOfCode } from './code-by-time.ts';
import { newRecoveryCodes, recoveryHash } from './recovery-codes.ts';

/** The key of the test vectors of RFC 6238, appendix B. */
const secret = Secret.fromLatin1('12345678901234567890').base32;
const at = (seconds: number) => seconds * 1000;

describe('a code by time', () => {
  // The RFC's codes have eight digits; these are their last six.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i s is the one of RFC 6238', (seconds, code) => {
    expect(stepOfCode(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('holds half a minute before and after its own, and no longer', () => {
    const holds = (seconds: number) => stepOfCode(secret, '081804', at(seconds));
    const first = Math.floor(1_111_111_109 / 30) * 30;
    expect([first - 31, first - 30, first, first + 29, first + 59, first + 60].map(holds)).toEqual([
      null,
      first / 30,
      first / 30,
      first / 30,
      first / 30,
      null,
    ]);
  });

  it.each(['', '28708', '2870821', 'abcdef', '２８７０８２'])('is not %j', (code) => {
    expect(stepOfCode(secret, code, at(59))).toBeNull();
  });

  it('comes of a secret of 160 bits, which is told to the app with its gallery and name', () => {
    expect(Secret.fromBase32(newSecret()).bytes).toHaveLength(20);
    expect(newSecret()).not.toBe(newSecret());
    const address = new URL(setupAddress(secret, { issuer: 'photos.example.org:8080', name: 'Ana & Müller' }));
    expect([address.protocol, decodeURIComponent(address.pathname).replace(/^\/\/totp/, '')]).toEqual(['otpauth:', '/photos.example.org:8080:Ana & Müller']);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ secret, issuer: 'photos.example.org:8080', digits: '6', period: '30', algorithm: 'SHA1' });
  });
});

describe('recovery codes', () => {
  it('are ten, none like another, and none is stored as it is', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^([2-9a-km-np-z]{4}-){3}[2-9a-km-np-z]{4}$/);
      expect(recoveryHash(7, code)).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('are the same however they are typed, and another for another user', () => {
    const [code = ''] = newRecoveryCodes();
    for (const typed of [code.toUpperCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `])
      expect(recoveryHash(7, typed)).toBe(recoveryHash(7, code));
    expect(recoveryHash(8, code)).not.toBe(recoveryHash(7, code));
  });
});
