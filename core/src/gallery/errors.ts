import { GalleryError } from '@picturerail/sdk';

export const notAllowed = (what: string, right: string) =>
  new GalleryError('not-allowed', `You may not ${what}: that takes the right "${right}" there.`, { status: 403, data: { right } });

export const statusNeeded = (what: string, status: string) =>
  new GalleryError('status-needed', `You may not ${what}: that is for a ${status}.`, { status: 403, data: { status } });

export const rightUndeclared = (plugin: string, right: string, closest: string | undefined) =>
  new GalleryError(
    'right-undeclared',
    closest === undefined
      ? `The plugin "${plugin}" asks for the right "${right}", which it does not declare. Add to "rights" in its manifest: { "key": "${plugin}.<word>", "label": "..." }`
      : `The plugin "${plugin}" asks for the right "${right}", which it does not declare. Did you mean "${closest}"?`,
    { status: 500 },
  );
