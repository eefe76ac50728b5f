import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

/** What the SDK says of one hook: when it fires, what is promised, what happens on failure; and an example. */
export interface HookNote {
  readonly hook: string;
  readonly text: string;
  /** What a plugin's `setup` does with `rail`. */
  readonly example: string;
}

const folder = 'sdk/src/hooks';

const withoutStars = (comment: string): string =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();

function noteOf(comment: string): HookNote[] {
  const plain = withoutStars(comment);
  const [, hook, about] = /^`([a-z]+:\w+)`: ([\s\S]*)$/.exec(plain) ?? [];
  if (!hook || about === undefined) return [];
  const [text = '', ...code] = about.split(/\n\n(?= {4})/);
  return [{ hook, text: text.replaceAll(/\s+/g, ' '), example: code.join('\n\n').replaceAll(/^ {4}/gm, '') }];
}

/** The notes in `sdk/src/hooks/`, a family a file. */
export function hookNotes(): HookNote[] {
  return readdirSync(folder).flatMap((name) => parseSync(name, readFileSync(`${folder}/${name}`, 'utf8')).comments.flatMap((comment) => noteOf(comment.value)));
}
