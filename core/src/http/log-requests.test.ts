import { describe, expect, it } from 'vitest';
import type { Exchange } from './exchange.ts';
import { loggedPath } from './log-requests.ts';

describe('a path in the log', () => {
  it.each([
    ['/setup/tOkEn', '/setup/...'],
    ['/account/login-link/tOkEn', '/account/login-link/...'],
    ['/account/password-link/tOkEn', '/account/password-link/...'],
    ['/account/registration/tOkEn.ab', '/account/registration/...'],
    ['//account/login-link/tOkEn', '//account/login-link/...'],
    ['/SETUP/tOkEn', '/SETUP/...'],
    ['/albums/3/set-up', '/albums/3/set-up'],
  ])('names no token: %s', (path, logged) => {
    expect(loggedPath({ path } as Exchange)).toBe(logged);
  });
});
