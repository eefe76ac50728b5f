import { fateByName } from './fate-by-name.ts';
import { readFolder } from './walk-folder.ts';

/** Counts the files an import will come across, ahead of it, so that it can say how long it takes. Reads names only. */
export async function countFiles(root: Buffer, signal: AbortSignal): Promise<number> {
  let count = 0;
  const waiting = [root];
  for (let folder = waiting.pop(); folder && !signal.aborted; folder = waiting.pop()) {
    const content = await readFolder(folder).catch(() => null);
    if (!content) continue;
    count += content.files.length + content.others.length;
    for (const child of content.folders) if (!fateByName(child)) waiting.push(child.path);
  }
  return count;
}
