import { readConfig } from '#config';
import { migrate } from '#database';
import { createLog } from '#processes';
import type { House, Role } from '../house.ts';
import type { Cli } from './cli.ts';
import type { Terminal } from './terminal.ts';

export function openCli(terminal: Terminal, env?: NodeJS.ProcessEnv): Cli {
  const config = once(() => readConfig(env));
  const inside = async <T>(role: Role, work: (house: House) => Promise<T>): Promise<T> => {
    // Standard output is the command's; what the gallery has to say besides is worth a line only when something is wrong.
    const level = config().logLevel === 'info' ? 'warn' : config().logLevel;
    // Loaded when it is needed: --help answers at once.
    const { openHouse } = await import('../main.ts');
    const house = await openHouse(config(), role, createLog(level, { process: role, stderr: true }));
    try {
      return await work(house);
    } finally {
      await house.close();
    }
  };
  return {
    terminal,
    exitCode: 0,
    config,
    inGallery: (work) => inside('command', work),
    withoutPlugins: (work) =>
      inside('maintenance', async (house) => {
        await migrate(house.database, house.config.migrationsDir);
        return work(house);
      }),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
