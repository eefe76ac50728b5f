import { migrateSafely } from '#backup';
import { readConfig } from '#config';
import { createLog } from '#processes';
import type { House, Role } from '../house.ts';
import type { Cli } from './cli.ts';
import { writeKnownCommands } from './known-commands.ts';
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
      // A long import stops using what is uninstalled beside it.
      if (role === 'command') await house.registry.appear(role);
      return await work(house);
    } finally {
      await house.close();
    }
  };
  return {
    terminal,
    exitCode: 0,
    config,
    inGallery: (work) =>
      inside('command', async (house) => {
        writeKnownCommands(
          house.config.dataDir,
          house.kernel.commands.list().map(({ plugin, name, options }) => ({ plugin, name, description: options.description })),
        );
        return work(house);
      }),
    withoutPlugins: (work) =>
      inside('maintenance', async (house) => {
        await migrateSafely(house.database, house.config);
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
