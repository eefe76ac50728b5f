import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#config';
import { insertRows, openDatabase } from '#database';
import { run } from './run.ts';

const code = `
  export default {
    setup(rail) {
      if (process.env.TEST_PLUGIN_BROKEN) throw new Error('it is broken');
      rail.cli.command('greet', { description: 'says hello', arguments: ['<name>', '[more...]'], options: { '-l, --loud': 'in capitals', '--by <who>': 'who says it' } }, (call) => {
        call.print(JSON.stringify({ ...call.arguments, ...call.options }));
      });
      rail.cli.command('fail', { description: 'fails' }, () => {
        throw new Error('no paper');
      });
      rail.cli.command('wait', { description: 'waits to be ended' }, async ({ signal, print }) => {
        setTimeout(() => process.emit('SIGINT'), 20);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        print('ended');
      });
    },
  };`;

describe('commands of plugins', () => {
  let dataDir: string;

  const ran = async (...args: string[]) => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const exit = await run(args, { out, err, in: Readable.from([]) as unknown as NodeJS.ReadStream }, { DATA_DIR: dataDir });
    return { exit, out: String(out.read() ?? '').trim(), err: String(err.read() ?? '').trim() };
  };

  /** An installed package, as the installer leaves it. */
  async function put(id: string, entry: string, desired: 'active' | 'inactive'): Promise<void> {
    const dir = path.join(dataDir, 'plugins', id, '1.0.0+test');
    await mkdir(dir, { recursive: true });
    const rights = [{ key: `${id}.sign`, label: 'Sign' }];
    const picturerail = { manifestVersion: 1, rights, id, kind: 'plugin', displayName: id, api: '>=0.1.0 <1.0.0', entry: './index.js' };
    await writeFile(path.join(dir, 'package.json'), JSON.stringify({ name: `plugin-${id}`, version: '1.0.0', type: 'module', picturerail }));
    await writeFile(path.join(dir, 'index.js'), entry);
    const database = await openDatabase(readConfig({ DATA_DIR: dataDir }).database);
    await database.transaction((tx) =>
      insertRows(tx, 'plugins', [{ id, kind: 'plugin', desired, state: 'inactive', folder: '1.0.0+test', attempt: 0, created_at: 0 }]),
    );
    await database.close();
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'picturerail-cli-'));
    expect((await ran('migrate')).exit).toBe(0);
    await put('hello', code, 'active');
    await put('quiet', 'export default { setup() {} };', 'active');
    await put('asleep', code, 'inactive');
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('get what was typed, by name', async () => {
    const { exit, out, err } = await ran('hello', 'greet', 'Ana', 'Ben', 'Eve', '--loud', '--by', 'Ida');
    expect([exit, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual({ name: 'Ana', more: ['Ben', 'Eve'], loud: true, by: 'Ida' });
    expect(JSON.parse((await ran('hello', 'greet', 'Ana')).out)).toEqual({ name: 'Ana', more: [] });
  });

  it('are named by the help of their plugin, and by help as a whole without running anything', async () => {
    const own = await ran('hello', '--help');
    expect([own.exit, own.err]).toEqual([0, '']);
    expect(own.out).toMatch(/Usage: picturerail hello[\s\S]*greet[\s\S]*says hello/);
    process.env.TEST_PLUGIN_BROKEN = '1';
    const all = await ran('--help');
    delete process.env.TEST_PLUGIN_BROKEN;
    expect([all.exit, all.err]).toEqual([0, '']);
    expect(all.out).toMatch(/hello greet +says hello/);
    expect((await ran('hello', 'greet', '--help')).out).toContain('-l, --loud');
  });

  it('that fail end with a sentence and the code 1', async () => {
    expect(await ran('hello', 'fail')).toEqual({ exit: 1, out: '', err: 'picturerail: "hello fail" failed: no paper' });
  });

  it('are asked to end by Ctrl-C', async () => {
    expect(await ran('hello', 'wait')).toEqual({ exit: 1, out: 'ended', err: '' });
  });

  it.each([
    [['hello', 'gret'], 2, "unknown command 'gret'"],
    [['hello', 'greet'], 2, "missing required argument 'name'"],
    [['hello', 'greet', 'Ana', '--soft'], 2, "unknown option '--soft'"],
    [['helo', 'greet'], 2, "unknown command 'helo'"],
    [['quiet', 'greet'], 1, 'The plugin "quiet" has no commands.'],
    [['asleep', 'greet'], 1, 'The plugin "asleep" is not active, so it has no commands. Run: picturerail plugin activate asleep'],
  ])('%j is refused with what is wrong', async (args, exit, sentence) => {
    const answer = await ran(...args);
    expect([answer.exit, answer.out]).toEqual([exit, '']);
    expect(answer.err).toContain(sentence);
  });

  it('of a plugin that cannot start are refused with the reason', async () => {
    process.env.TEST_PLUGIN_BROKEN = '1';
    const answer = await ran('hello', 'greet', 'Ana');
    delete process.env.TEST_PLUGIN_BROKEN;
    expect(answer.exit).toBe(1);
    expect(answer.err).toContain('The plugin "hello" does not run here, so it has no commands: The plugin "hello" failed in setup: it is broken (index.js:');
  });

  it('and rights of plugins, active or not, stand in access lists by the key of their manifest', async () => {
    expect((await ran('album', 'add', 'Trip')).exit).toBe(0);
    for (const right of ['hello.sign', 'asleep.sign']) {
      expect((await ran('album', 'access', 'Trip', '--private', '--allow', `signed-in=${right}`)).exit).toBe(0);
    }
    const { exit, err } = await ran('album', 'access', 'Trip', '--private', '--allow', 'signed-in=view,hello.sing');
    expect([exit, err]).toEqual([1, 'picturerail: There is no right "hello.sing"; did you mean "hello.sign"?']);
  });
});
