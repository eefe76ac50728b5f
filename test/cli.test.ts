import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Commanded, commanded } from './command.ts';

let gallery: Commanded;
beforeEach(async () => {
  gallery = await commanded();
});
afterEach(async () => {
  await gallery.remove();
});

const done = async (...args: string[]): Promise<string> => {
  const { code, out, err } = await gallery.run(args);
  expect(err, args.join(' ')).not.toContain('picturerail:');
  expect(code, args.join(' ')).toBe(0);
  return out.trim();
};
/** The one sentence of a command that fails. */
const refused = async (...args: string[]): Promise<string> => {
  const { code, out, err } = await gallery.run(args);
  expect(code, args.join(' ')).toBe(1);
  expect(out).toBe('');
  expect(err.trim().split('\n')).toHaveLength(1);
  return err.trim();
};
describe('the command', () => {
  it('shows how it is used, and answers 2 where it is not understood', async () => {
    expect(await done('--help')).toContain('import [options] <folder>');
    expect(await done('album', 'access', '--help')).toContain('--allow <grant>');
    for (const args of [['nonsense'], ['import'], ['user', 'add'], ['jobs', 'list', '--state', 'lost'], ['album', 'list', '--colour']]) {
      const { code, err } = await gallery.run(args);
      expect(code, args.join(' ')).toBe(2);
      expect(err).toContain('error:');
    }
  });

  it('says what is wrong in one sentence, and shows where only when it is asked to', async () => {
    expect(await refused('album', 'access', 'Nowhere', '--private')).toBe('picturerail: There is no album "Nowhere"; "album list" shows them all.');
    const traced = await commanded(undefined, undefined, { LOG_LEVEL: 'debug' });
    const { err } = await traced.run(['album', 'access', 'Nowhere', '--private']);
    await traced.remove();
    expect(err).toContain('    at ');
  });

  it('makes a first webmaster who sees what nobody else may see yet', async () => {
    const { code, err } = await gallery.run(['user', 'add', 'ana', '--status', 'webmaster', '--no-password']);
    expect([code, err]).toEqual([0, expect.stringContaining('New albums are seen by "ana" alone')]);
    await done('album', 'add', 'Trip');
    expect(await gallery.json<unknown>(['album', 'list'])).toMatchObject([{ access: 'private' }]);
    expect((await gallery.run(['user', 'add', 'bob', '--status', 'webmaster', '--no-password'])).err).toBe('');
  });

  it('works in a clean environment, with data alone on standard output', async () => {
    const { code, out, err } = await gallery.run(['user', 'add', 'ana', '--password-stdin'], 'correct horse battery staple\n');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('"ana" (user) has the number 1.\n');
    expect(await gallery.json<unknown>(['user', 'list'])).toMatchObject([{ name: 'ana', status: 'user' }]);
  });
});
