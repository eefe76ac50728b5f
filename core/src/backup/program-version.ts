import { readFileSync } from 'node:fs';

/** The version of Picturerail that runs. */
export const programVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string }).version;
