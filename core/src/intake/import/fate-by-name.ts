import { textOf } from './source-name.ts';
import type { Found } from './walk-folder.ts';

/** Files and folders that systems and programs leave behind, in lower case. */
const leftovers = new Set(['thumbs.db', 'ehthumbs.db', 'ehthumbs_vista.db', 'desktop.ini', 'picasa.ini', 'icon\r', 'zbthumbnail.info']);
const leftoverFolders = new Set(['@eadir', '__macosx', '$recycle.bin', 'system volume information', 'lost+found', '#recycle', '#snapshot']);

const kinds: Partial<Record<Found['kind'], string>> = {
  link: 'It is a link; links are not followed. Import the folder it points to.',
  device: 'It is a device, not a file.',
  pipe: 'It is a pipe, not a file.',
  socket: 'It is a socket, not a file.',
};

export interface Skip {
  readonly code: string;
  readonly reason: string;
}

/** Why something is passed over without being opened; null where it is looked at. */
export function fateByName(found: Found): Skip | null {
  const reason = kinds[found.kind];
  if (reason) return { code: `import-${found.kind}`, reason };
  const name = textOf(found.name).toLowerCase();
  if (found.kind === 'folder' && leftoverFolders.has(name)) return { code: 'import-leftover', reason: 'It is a folder that a system keeps for itself.' };
  if (found.kind === 'file' && leftovers.has(name)) return { code: 'import-leftover', reason: 'It is a file that a system or program keeps for itself.' };
  if (name.startsWith('.')) return { code: 'import-hidden', reason: 'Its name begins with a dot: it is hidden.' };
  return null;
}
