import { imageIsLiving } from '#gallery';
import type { Entry } from './entry.ts';
import type { FoundFile } from './found-file.ts';
import type { ImportRun } from './import-run.ts';
import type { SourceRow } from './sources-store.ts';

/** What becomes of a file that an earlier run saw, without opening it: an entry where it looks the same, otherwise the file as it is to be taken. */
export async function rememberedFate(run: ImportRun, file: FoundFile, source: SourceRow): Promise<Entry | FoundFile> {
  const same = source.size === file.size && source.mtime === file.mtime;
  const { imageId, reason } = source;
  if (source.state === 'refused' && same && !run.options.again) {
    return {
      path: file.path,
      state: 'refused',
      code: 'import-refused-before',
      reason: `${reason ?? ''} (Remembered; --again reads it once more.)`.trim(),
    };
  }
  if (imageId === null) return file;
  if (run.options.again && !(await imageIsLiving(run.i.gallery, imageId))) return file;
  if (same && source.state !== 'refused') return { path: file.path, state: source.state === 'missing' ? 'found' : 'known', imageId };
  return { ...file, source: { ...source, imageId } };
}
