import { basename } from 'node:path';
import { watch } from 'chokidar';

/** Editors write a file in several steps, put a new one in its place, and save several at once. */
const settleMs = 15;

/** Made, not written: what is built, installed or packed, and what is hidden. */
const made = /^(?:dist|node_modules|coverage)$|^\.|\.tgz$|\.tsbuildinfo$|^picturerail-env\.d\.ts$/;

/** Tells, soon after somebody has saved in a folder or below, until the signal is aborted. */
export function watchFolder(folder: string, signal: AbortSignal, saved: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { ignoreInitial: true, ignored: (path) => path !== folder && made.test(basename(path)) });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(saved, settleMs);
  });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    void watcher.close();
  });
}
