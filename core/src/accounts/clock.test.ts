import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { requestIdentity } from './request-identity.ts';
import { code, day, freshAccounts, minute, type TestAccounts } from './testing.ts';

const hour = 60 * minute;

describe.each(testDatabases())('a clock that jumps, on $name', ({ open }) => {
  let test: TestDatabase;
  let t: TestAccounts;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    t = await freshAccounts(test);
    await t.user('ana');
  });
  afterAll(() => test.drop());

  it.each([-2 * day, -5 * hour, 5 * hour, 2 * day])('by %i ms signs nobody out', async (jump) => {
    const { token } = await t.attempt();
    t.pass(jump);
    expect((await requestIdentity(t.a, token)).user?.name).toBe('ana');
  });

  it.each([-2 * day, -5 * hour])('by %i ms locks nobody out who had mistyped a password before', async (jump) => {
    for (let n = 0; n < 5; n += 1) await code(t.attempt({ password: 'something else' }));
    t.pass(jump);
    expect(await code(t.attempt())).toBe('done');
  });

  it('back makes guessing no faster than from the start', async () => {
    const guesses = async () => {
      let made = 0;
      while ((await code(t.attempt({ password: 'something else' }))) === 'sign-in-refused') made += 1;
      return made;
    };
    const fresh = await guesses();
    t.pass(-5 * hour);
    expect(await guesses()).toBe(fresh);
  });
});
