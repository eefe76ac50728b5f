import { parseArgs } from 'node:util';
import type { Config } from '#config';

/** What a process of the gallery is started as; without a word, as the supervisor of the others. */
export interface ProcessArguments {
  readonly role: 'supervisor' | 'web' | 'job' | 'trial';
  /** What the supervisor decided for it, above the environment. */
  readonly port?: number;
  readonly safeMode: boolean;
}

export function readArguments(words: readonly string[]): ProcessArguments {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { port: { type: 'string' }, 'safe-mode': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [role = 'supervisor', ...more] = positionals;
  if ((role !== 'supervisor' && role !== 'web' && role !== 'job' && role !== 'trial') || more.length > 0) {
    throw new Error(`A process cannot be started as "${positionals.join(' ')}": give "web", "job", "trial", or nothing for the supervisor.`);
  }
  return { role, ...(values.port !== undefined && { port: Number(values.port) }), safeMode: values['safe-mode'] };
}

export const writeArguments = ({ role, port, safeMode }: ProcessArguments): string[] => [
  role,
  ...(port === undefined ? [] : [`--port=${port}`]),
  ...(safeMode ? ['--safe-mode'] : []),
];

export const configFor = (config: Config, { port, safeMode }: ProcessArguments): Config => ({
  ...config,
  port: port ?? config.port,
  safeMode: safeMode || config.safeMode,
});
