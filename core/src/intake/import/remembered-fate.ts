import { createReadStream } from 'node:fs';
import { imageIsLiving } from '#gallery';
import { hashFile } from '#storage';
import type { Entry } from './entry.ts';
import type { ImportRun } from './import-run.ts';
import { rememberSources, type SourceRow } from './sources-store.ts';
import type { FoundFile } from './take-files.ts';

/** What becomes of a file that an earlier run saw, without opening it where it looks the same; null where it is to be taken like a new one. */
export async function rememberedFate(run: ImportRun, file: FoundFile, source: SourceRow): Promise<Entry | null> {
  const same = source.size === file.size && source.mtime === file.mtime;
  if (source.state === 'refused') {
    if (!same || run.options.again) return null;
    return {
      path: file.path,
      state: 'refused',
      code: 'import-refused-before',
      reason: `${source.reason ?? ''} (Remembered; --again reads it once more.)`.trim(),
    };
  }
  if (source.imageId === null) return null;
  const imageId = source.imageId;
  if (run.options.again && !(await imageIsLiving(run.i.gallery, imageId))) return null;
  if (same) return { path: file.path, state: 'known', imageId };
  return changedOrTouched(run, file, source);
}

async function changedOrTouched(run: ImportRun, file: FoundFile, source: SourceRow): Promise<Entry | null> {
  const imageId = source.imageId as number;
  const hashed = await hashFile(createReadStream(file.file)).catch(() => null);
  if (!hashed) return null;
  if (hashed.sha256 !== source.sha256) {
    return {
      path: file.path,
      state: 'changed',
      imageId,
      code: 'import-changed',
      reason: 'Its content has changed since it was taken in; the gallery keeps what it has.',
    };
  }
  const { folderId, name, size, mtime } = file;
  await run.i.database.transaction((tx) => rememberSources(tx, [{ ...source, folderId, name, size, mtime }]));
  return { path: file.path, state: 'known', imageId };
}
