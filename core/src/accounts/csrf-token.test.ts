import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { csrfToken, csrfTokenMatches, newVisitorId } from './csrf-token.ts';

const a = { key: randomBytes(32) };

describe('a token of a form', () => {
  const binding = newVisitorId();

  it('matches the session or visitor it was made for, each time in other words', () => {
    const tokens = [csrfToken(a, binding), csrfToken(a, binding)];
    expect(tokens[0]).not.toBe(tokens[1]);
    for (const token of tokens) expect(csrfTokenMatches(a, binding, token)).toBe(true);
  });

  it('matches no other session, no other installation and nothing changed', () => {
    const token = csrfToken(a, binding);
    expect(csrfTokenMatches(a, newVisitorId(), token)).toBe(false);
    expect(csrfTokenMatches({ key: randomBytes(32) }, binding, token)).toBe(false);
    expect(csrfTokenMatches(a, binding, `${newVisitorId()}.${token.split('.')[1]}`)).toBe(false);
    for (const wrong of [null, undefined, '', '.', 'x', `${token}.`, `${token}.x`, token.slice(0, -3)]) expect(csrfTokenMatches(a, binding, wrong)).toBe(false);
  });
});
