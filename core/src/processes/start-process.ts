import type { Log } from '@picturerail/sdk';
import { type Config, readConfig } from '#config';
import { createSupervision, type Supervision } from '#kernel';
import type { House, Role } from '../house.ts';
import { failToStart, guardProcess } from './guard-process.ts';
import { createLog } from './log.ts';
import { configFor, readArguments } from './process-arguments.ts';
import { runJob } from './run-job.ts';
import { runSupervisor } from './run-supervisor.ts';
import { runTrial } from './run-trial.ts';
import { runWeb } from './run-web.ts';

export interface StartOptions {
  /** The file that processes are forked from. */
  readonly entry: string;
  readonly open: (config: Config, role: Role, log: Log, supervision?: Supervision) => Promise<House>;
}

/** The supervisor, or a process that it, or somebody who tries a copy of a plugin, has forked. */
export async function startProcess(words: readonly string[], { entry, open }: StartOptions): Promise<void> {
  try {
    const given = readArguments(words);
    const { role } = given;
    if (role === 'trial') return await runTrial((config) => open(config, 'maintenance', createLog(config.logLevel, { process: role, stderr: true })));
    const config = configFor(readConfig(), given);
    if (role === 'supervisor') return await runSupervisor(config, entry);
    const log = createLog(config.logLevel, { process: role });
    const supervision = createSupervision({ dataDir: config.dataDir, log });
    guardProcess(log, supervision);
    await (role === 'web' ? runWeb : runJob)(() => open(config, role, log, supervision));
  } catch (error) {
    await failToStart(error);
  }
}
