import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keys of texts that templates and code below `folder` name in full: `t('album.images')`, `texts.t('core', language, 'http.gone')`, `text(room, ctx, 'gone')`. */
export function askedTexts(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !/(?:^|\/)(?:node_modules|dist|test|fixtures)\//.test(path) && /(?<!\.test)\.(?:ts|njk)$/.test(path),
  );
  return [...new Set(files.flatMap((path) => keysIn(readFileSync(join(folder, path), 'utf8'))))].sort();
}

function keysIn(text: string): string[] {
  const calls = [...text.matchAll(/\bt\(\s*(?:'core',\s*[\w.]+,\s*)?'([\w.-]+)'\s*[,)]/g)].map(([, key]) => key as string);
  const pages = [...text.matchAll(/\btext\(\w+, ctx, '([\w.-]+)'/g)].map(([, key]) => `http.${key}`);
  return [...calls.filter((key) => key !== 'core'), ...pages];
}
