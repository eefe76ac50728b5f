import type { FoundFile } from './found-file.ts';
import { sha256Of } from './sha256-of.ts';

/** Whether a file that looks different has the content its image was taken from; false where that was not read to its end yet. */
export async function onlyTouched({ file, size, source }: FoundFile): Promise<boolean> {
  if (!source?.sha256) return false;
  // The size that is remembered of a refused file is that of what it was refused for.
  if (source.state !== 'refused' && source.size !== size) return false;
  return (await sha256Of(file).catch(() => null)) === source.sha256;
}
