import { rm, writeFile } from 'node:fs/promises';
import { countWorking, workingName } from '#runtime';

/**
 * The cores and the memory of a machine are there once, and web, job and import processes all decode: while several
 * have decode processes, each takes an equal share. Whoever is killed leaves nothing behind that counts.
 */
export interface DecodeShare {
  /** Decode processes that may work ahead of time here; at least one, and one until the others have been looked at. */
  readonly room: number;
  /** To be called when there is a decode process. */
  join(): void;
  /** To be called when there is none. */
  leave(): Promise<void>;
}

export interface DecodeShareOptions {
  /** For all that see each other. */
  readonly size: number;
  readonly presenceDir: string;
  /** Told when the room has changed. */
  readonly changed: () => void;
}

const lookEveryMs = 500;
const kind = 'decoding';

export function createDecodeShare({ size, presenceDir, changed }: DecodeShareOptions): DecodeShare {
  const name = workingName(presenceDir, kind);
  let room = 1;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();

  const forget = async () => {
    if (timer === null) await rm(name, { force: true }).catch(() => undefined);
  };
  const look = async () => {
    if (timer === null) return;
    // Where nothing can be written nobody can be told, and sharing is only a courtesy.
    const all = await writeFile(name, '')
      .then(() => countWorking(presenceDir, kind))
      .catch(() => 1);
    const now = Math.max(1, Math.floor(size / Math.max(1, all)));
    if (now === room || timer === null) return;
    room = now;
    changed();
  };

  return {
    get room() {
      return room;
    },
    join: () => {
      if (timer !== null) return;
      looking = looking.then(look);
      timer = setInterval(() => {
        looking = looking.then(look);
      }, lookEveryMs);
      timer.unref();
    },
    leave: async () => {
      if (timer !== null) {
        clearInterval(timer);
        timer = null;
        room = 1;
        looking = looking.then(forget);
      }
      await looking;
    },
  };
}
