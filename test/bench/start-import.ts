import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PlaceEnvironment } from './place.ts';
import { repository } from './rooms.ts';

export interface ImportProcess {
  readonly pid: number;
  /** Resolves when it has come to its end; rejects where it could not. */
  readonly over: Promise<void>;
}

/** `picturerail import <folder>` beside a server or without one, as people type it. */
export function startImport(environment: PlaceEnvironment, folder: string, options: readonly string[] = []): ImportProcess {
  const child: ChildProcess = spawn(process.execPath, [join(repository, 'core/bin.mjs'), 'import', folder, '--json', ...options], {
    env: { ...process.env, ...environment, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-2_000);
  });
  const over = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`Importing "${folder}" ended with code ${code}: ${said.trim()}`);
  });
  return { pid: child.pid ?? 0, over };
}
