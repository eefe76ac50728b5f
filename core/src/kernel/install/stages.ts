import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepWorkingNames, workingName } from '#runtime';

const hourMs = 3_600_000;

const stagesIn = (pluginsDir: string): string => join(pluginsDir, '.stage');

/** A name of its own where something is prepared that is moved to its place when it is complete. Nothing is there yet. */
export async function newStage(pluginsDir: string, kind: string): Promise<string> {
  const stages = stagesIn(pluginsDir);
  await mkdir(stages, { recursive: true });
  return workingName(stages, kind);
}

/** A folder there that is nobody's: whichever process comes back to it within the hour goes on. `token` is in letters, digits, `-` and `_`. */
export const waitingStage = (pluginsDir: string, token: string): string => join(stagesIn(pluginsDir), `${token}.waiting`);

/** Removes what was being prepared by processes of this machine that are gone, and by others an hour ago or longer. */
export async function clearStages(pluginsDir: string, now = Date.now()): Promise<void> {
  const stages = stagesIn(pluginsDir);
  const names = await readdir(stages).catch(() => null);
  if (names === null) return;
  await sweepWorkingNames(stages);
  for (const name of names) {
    const found = await stat(join(stages, name)).catch(() => null);
    if (found !== null && found.mtimeMs < now - hourMs) await rm(join(stages, name), { recursive: true, force: true });
  }
}
