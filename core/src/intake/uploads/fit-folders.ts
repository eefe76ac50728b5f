import { titleOf } from '../import/source-name.ts';

const deepest = 20;
const longest = 200;

/** Titles of albums out of the names of folders, as an import makes them: without what leads elsewhere, and no deeper than trees get. */
export const fitFolders = (names: readonly string[]): string[] =>
  names
    .filter((name) => !/^[.\s]*$/.test(name))
    .slice(0, deepest)
    .map((name) => [...titleOf(Buffer.from(name))].slice(0, longest).join(''));
