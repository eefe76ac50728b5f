import { isGalleryError } from '@picturerail/sdk';
import { CommanderError } from 'commander';
import { openCli } from './open-cli.ts';
import { createProgram } from './program.ts';
import { isPlugin, runPluginCommand } from './run-plugin-command.ts';
import { realTerminal, say, type Terminal } from './terminal.ts';

/** Runs one command and answers its exit code: 0 where it did what it was asked to, 1 where not, 2 where it was not understood. */
export async function run(args: readonly string[], terminal: Terminal = realTerminal(), env?: NodeJS.ProcessEnv): Promise<number> {
  const cli = openCli(terminal, env);
  try {
    const program = createProgram(cli);
    const [word = '', ...rest] = args;
    const isOwn = word === '' || word.startsWith('-') || program.commands.some((command) => command.name() === word);
    if (!isOwn && (await isPlugin(cli, word))) await runPluginCommand(cli, word, rest);
    else await program.parseAsync([...args], { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    say(terminal, `picturerail: ${sentenceOf(error)}`);
    if (wantsStack(cli.config)) say(terminal, error instanceof Error ? (error.stack ?? '') : String(error));
    return 1;
  }
}

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return isGalleryError(error) ? message : `something unexpected happened: ${message} (LOG_LEVEL=debug shows more)`;
}

function wantsStack(config: () => { readonly logLevel: string }): boolean {
  try {
    return ['debug', 'trace'].includes(config().logLevel);
  } catch {
    return false;
  }
}
