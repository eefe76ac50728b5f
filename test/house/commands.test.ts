import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Cli } from '../../core/src/cli/cli.ts';
import { createProgram } from '../../core/src/cli/program.ts';
import { commandWords } from '../../core/src/kernel/packages/manifest-schema.ts';
import { handWrittenPages } from './pages/pages.ts';

type Command = ReturnType<typeof createProgram>;

const program = createProgram({ terminal: { out: process.stdout, err: process.stderr } } as unknown as Cli);

/** Each use of the command on a page: words that begin with a letter lead to a command, `--words` are its options. */
function usesOn(page: string): string[][] {
  const lines = readFileSync(page, 'utf8').split('\n');
  return lines.flatMap((line) => [...line.matchAll(/npx --no picturerail ([^`]+?)(?:`|\s{2,}|$)/g)].map(([, words]) => (words as string).trim().split(/\s+/)));
}

/** What of a use does not exist; empty where all does. */
function unknownIn(words: readonly string[]): string[] {
  let command: Command = program;
  const unknown: string[] = [];
  for (const word of words) {
    const child = command.commands.find((one) => one.name() === word);
    if (child) command = child;
    else if (word.startsWith('--') && !known(command, word)) unknown.push(word);
    else if (command === program && /^[a-z]/.test(word)) unknown.push(word);
  }
  return unknown;
}

function known(command: Command, option: string): boolean {
  return option === '--help' || command.options.some(({ long }) => long === option);
}

it.each(handWrittenPages().filter((page) => usesOn(page).length > 0))('every command that %s tells people to run exists, with its options', (page) => {
  expect(usesOn(page).flatMap((words) => unknownIn(words).map((unknown) => `${words.join(' ')}: ${unknown}`))).toEqual([]);
});

it('the README shows commands, and a wrong one would be noticed', () => {
  expect(usesOn('README.md').length).toBeGreaterThan(5);
  expect(unknownIn(['albums', 'list'])).toEqual(['albums', 'list']);
  expect(unknownIn(['album', 'access', '"Family"', '--everybody'])).toEqual(['--everybody']);
});

it('every command and every option says what it is for', () => {
  const all = [program, ...program.commands, ...program.commands.flatMap((child) => child.commands)];
  const silent = all.flatMap((command) => [
    ...(command.description() ? [] : [command.name()]),
    ...command.options.filter((option) => !option.description).map((option) => `${command.name()} ${option.long}`),
  ]);
  expect(silent).toEqual([]);
});

it('no plugin can have the name of a command, which would hide its own', () => {
  expect(program.commands.map((command) => command.name()).filter((name) => !commandWords.includes(name))).toEqual([]);
});
