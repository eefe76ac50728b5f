import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { print, say } from '../terminal.ts';
import { openDevSession, type Saved } from './dev/dev-session.ts';
import { watchFolder } from './dev/watch-folder.ts';

export const pluginDevCommand = (cli: Cli): Command =>
  new Command('dev')
    .description('run a plugin or theme from its folder in the running gallery, and again after each save, until Ctrl-C')
    .argument('<folder>')
    .action((folder: string) =>
      cli.withoutPlugins(async (house) => {
        const stop = new AbortController();
        const end = () => stop.abort();
        process.on('SIGINT', end);
        process.on('SIGTERM', end);
        const session = await openDevSession(house, resolve(folder));
        try {
          await untilStopped(resolve(folder), stop.signal, async () => tell(cli, await session.save()));
        } finally {
          process.off('SIGINT', end);
          process.off('SIGTERM', end);
          await session.end();
        }
        say(cli.terminal, 'The gallery has again what it had before.');
      }),
    );

/** Once at the beginning, and after each save; what is saved meanwhile waits for its turn, all of it together. */
async function untilStopped(folder: string, signal: AbortSignal, save: () => Promise<void>): Promise<void> {
  let waiting = true;
  let wake = () => {};
  const notice = () => {
    waiting = true;
    wake();
  };
  watchFolder(folder, signal, notice);
  signal.addEventListener('abort', () => wake());
  while (!signal.aborted) {
    if (waiting) {
      waiting = false;
      await save();
    } else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
}

function tell(cli: Cli, saved: Saved): void {
  if (saved.state === 'same') return;
  if (saved.state === 'broken') {
    for (const problem of saved.problems) print(cli.terminal, problem);
    say(cli.terminal, 'What worked before goes on.');
  } else if (saved.processes === 0) print(cli.terminal, `${saved.version} is ready; no gallery is running. Start it with: npm start`);
  else print(cli.terminal, `${saved.version} is live after ${Math.round(saved.ms)} ms.`);
}
