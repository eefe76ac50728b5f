import { isUtf8 } from 'node:buffer';

/** The name as text: as it is where it is valid UTF-8, read as Latin-1 where it is not. */
export const textOf = (name: Buffer): string => (isUtf8(name) ? name.toString('utf8') : name.toString('latin1')).normalize('NFC');

export const foldName = (name: Buffer): string => textOf(name).toLowerCase();

// Control characters, ends of lines, and the marks that turn the direction of what follows: they make a name look like another one.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

/** What a folder's name becomes as the title of an album. */
export const titleOf = (name: Buffer): string => textOf(name).replace(unsafe, ' ').replace(/\s+/g, ' ').trim() || '_';

/** For terminals and reports: one line, nothing that moves the cursor or turns the text around. */
export const printable = (text: string): string =>
  text.replace(unsafe, (found) => [...found].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''));
