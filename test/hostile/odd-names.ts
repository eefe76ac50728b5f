const bytes = (...numbers: readonly number[]): Buffer => Buffer.from(numbers);

/** Names that a file or a folder can have on a disk of Unix, without an ending: everything but a slash and the zero byte. */
const texts: readonly string[] = [
  // Emoji, joined and flagged.
  '\u{1f305}',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} at home',
  '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
  // Twins: composed and not, by letter case, and by case of other alphabets.
  'caf\u00e9',
  'cafe\u0301',
  '\u212bngstr\u00f6m',
  '\u00e5ngstr\u00f6m',
  'Sunset',
  'sunset',
  'SUNSET',
  'stra\u00dfe',
  'STRASSE',
  '\u0130stanbul',
  'istanbul',
  // As long as they get, one made of marks on one letter.
  `${'\u00e9'.repeat(125)}x`,
  `${'\u{1f305}'.repeat(62)}yy`,
  `z${'\u0301'.repeat(125)}`,
  // What Windows keeps for itself, or drops.
  'CON',
  'nul.tar',
  'com1',
  'LPT\u00b9',
  'aux ',
  'dots...',
  'trailing ',
  ' leading',
  ' ',
  // What moves a cursor, rings a bell, or colours a terminal.
  'two\nlines',
  'return\rover',
  'tab\tbed',
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  '\u009b31m',
  'back\bspace\u007f',
  // What turns text around, or is not seen.
  '\u05e9\u05dc\u05d5\u05dd',
  '\u202egpj.exe',
  '\u2067a\u2069b',
  '\u061cmark\u200f',
  'zero\u200bwidth\ufeff',
  'soft\u00adhyphen',
  'line\u2028and\u2029paragraph',
  '\ufffd',
  // What pages, addresses, templates, shells, databases and headers read in their own way.
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)<script>',
  `'" onmouseover="alert(1)`,
  '&amp;&lt;b&gt;',
  '%2e%2e%2fetc',
  '%00%n%s',
  'up\\..\\..\\windows',
  'back\\',
  '{{ 7 * 7 }}{% raw %}',
  `\${7*7}\`id\`$(id)`,
  "'; DROP TABLE images; --",
  'a;b="c",d*=e',
  'question?mark#hash',
  'star*pipe|colon:',
  '-rf',
  '--in-place',
  '~',
  '__proto__',
  'constructor',
];

/** What is no text: bytes that no character has, a character cut off, one written too long, half a pair, and another alphabet's. */
const noTexts: readonly Buffer[] = [
  bytes(0xff, 0xfe),
  bytes(0x61, 0xc3),
  bytes(0xc0, 0xaf),
  bytes(0xed, 0xa0, 0x80),
  Buffer.from('caf\u00e9 latin', 'latin1'),
  bytes(0x9b, 0x33, 0x31, 0x6d, 0xff),
];

const named: readonly Buffer[] = [...texts.map((text) => Buffer.from(text)), ...noTexts];

/** Decoders look for options in brackets at the end of a name. */
const bracketed = ['shrunk.jpg[shrink=2]', '[page=2]', 'closed]', 'opened[', 'a"b.jpg[x]'].map((name) => Buffer.from(name));

/** File names of pictures that are taken in, all of them different ones. */
export const oddFiles: readonly Buffer[] = [...named.map((name) => Buffer.concat([name, Buffer.from('.jpg')])), ...bracketed];

/** Names of folders whose pictures are taken in. */
export const oddFolders: readonly Buffer[] = [...named, ...bracketed];

/** Names by which they are hidden, or kept by a system. */
export const hiddenFiles: readonly string[] = ['.hidden.jpg', '...', '..\n', '.\u202ejpg', 'Icon\r', 'THUMBS.db'];
export const hiddenFolders: readonly string[] = ['.git', '...', '@eaDir', '$RECYCLE.BIN'];

/** What must not reach a page, a terminal, a header or a name among the originals: controls, and what turns text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
export const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
