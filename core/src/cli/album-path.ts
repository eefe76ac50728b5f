import { emptyName } from './errors.ts';

/** Names joined by `/`; a slash within a name is written `\/`, a backslash `\\`. */
export function namesOfPath(path: string): string[] {
  const names: string[] = [];
  let name = '';
  const end = () => {
    const clean = name.normalize('NFC').trim();
    if (clean === '') throw emptyName(path);
    names.push(clean);
    name = '';
  };
  const text = path.replace(/^\/+|(?<!\\)\/+$/g, '');
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\' && (text[at + 1] === '/' || text[at + 1] === '\\')) name += text.charAt((at += 1));
    else if (char === '/') end();
    else name += char;
  }
  end();
  return names;
}

export const pathOfNames = (names: readonly string[]): string => names.map((name) => name.replace(/[\\/]/g, '\\$&')).join('/');
