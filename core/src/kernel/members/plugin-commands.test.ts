import type { CommandOptions } from '@picturerail/sdk';
import { describe, expect, test } from 'vitest';
import { attributed } from '../hooks/attribution.ts';
import { openTestScope } from '../testing.ts';
import { createCommands } from './plugin-commands.ts';

const greet: CommandOptions = {
  description: 'says hello',
  arguments: ['<name>', '[greeting...]'],
  options: { '-l, --loud': 'in capitals', '--times <n>': 'how often' },
};

describe('commands of plugins', () => {
  test('are there when setup is through, by plugin and name, and go with the plugin', async () => {
    const { commands, cli } = createCommands();
    const scope = openTestScope({ id: 'hello' });
    cli(scope).command('wave', { description: 'waves' }, () => {});
    cli(scope).command('greet', greet, () => {});
    expect(commands.list()).toEqual([]);
    scope.commit();
    expect(commands.list().map(({ plugin, name }) => `${plugin} ${name}`)).toEqual(['hello greet', 'hello wave']);
    await scope.dispose();
    expect(commands.list()).toEqual([]);
  });

  test('of the next version are set up beside those of the running one', () => {
    const { commands, cli } = createCommands();
    const [old, next] = [openTestScope({ id: 'hello' }), openTestScope({ id: 'hello', version: '2.0.0' })];
    cli(old).command('greet', greet, () => {});
    old.commit();
    cli(next).command('greet', { description: 'says hello louder' }, () => {});
    old.retract();
    next.commit();
    expect(commands.list().map(({ options }) => options.description)).toEqual(['says hello louder']);
  });

  test('run as code of their plugin', async () => {
    const { commands, cli } = createCommands();
    const scope = openTestScope({ id: 'hello' });
    let whose: unknown;
    cli(scope).command('greet', greet, () => {
      whose = attributed();
    });
    scope.commit();
    await commands.list()[0]?.run({ arguments: {}, options: {}, print: () => {}, signal: new AbortController().signal });
    expect(whose).toEqual({ plugin: 'hello', where: 'command "greet"' });
  });

  test.each<[string, string, Partial<CommandOptions>, string]>([
    ['an odd name', 'Say Hello', {}, 'its name must be lower-case words joined by dashes'],
    ['no description', 'greet', { description: '' }, 'one line that says what it does'],
    ['an odd argument', 'greet', { arguments: ['name'] }, 'the argument "name" is not of the form'],
    ['the rest before the end', 'greet', { arguments: ['[names...]', '[greeting]'] }, 'takes the rest, so it must be the last'],
    ['what must be given after what may be', 'greet', { arguments: ['[greeting]', '<name>'] }, 'so it stands before'],
    ['an odd option', 'greet', { options: { since: 'x' } }, 'the option "since" is not of the form'],
    ['the option that help has', 'greet', { options: { '-h, --here': 'x' } }, 'the option "-h, --here" is not of the form'],
  ])('with %s are refused', (_what, name, changes, sentence) => {
    const scope = openTestScope({ id: 'hello' });
    expect(() =>
      createCommands()
        .cli(scope)
        .command(name, { ...greet, ...changes }, () => {}),
    ).toThrow(sentence);
  });

  test('that do nothing, or have a name twice, are refused', () => {
    const { cli } = createCommands();
    const scope = openTestScope({ id: 'hello' });
    expect(() => cli(scope).command('greet', greet, null as never)).toThrow('what it runs is not a function');
    cli(scope).command('greet', greet, () => {});
    cli(scope).command('greet', greet, () => {});
    expect(() => scope.commit()).toThrow('The plugin "hello" registers the command "greet", which "hello" has registered already.');
  });
});
