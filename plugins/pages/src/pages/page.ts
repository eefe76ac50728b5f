import type { Audience } from '../audience.ts';
import { textLong, titleLong, titleMissing } from '../errors.ts';

/** Only what is published is shown to anybody; what is in the trash comes back as it was. */
export type State = 'draft' | 'published';

/** In one language. */
export interface PageText {
  /** Plain text. */
  readonly title: string;
  /** Markdown. */
  readonly text: string;
}

/** Texts by language; those under the empty name are shown where a language has none of its own. */
export type Texts = ReadonlyMap<string, PageText>;

/** What of a page is changed together, and undone together. */
export interface Version {
  readonly slug: string;
  readonly state: State;
  readonly audience: Audience;
  readonly texts: Texts;
}

export interface Page extends Version {
  readonly id: number;
  readonly isTrashed: boolean;
  readonly isUndoable: boolean;
  /** Epoch ms. */
  readonly changedAt: number;
}

export const mostTitle = 200;
/** A form holds one text, and is sent in up to nine bytes for each character. */
export const mostText = 25_000;

/** As it is stored; null where there is nothing in it. Errors: `pages.title-long`, `pages.text-long`. */
export function readText({ title: givenTitle, text: givenText }: PageText): PageText | null {
  const title = givenTitle
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  const text = givenText.replaceAll('\r\n', '\n').trimEnd();
  if (title.length > mostTitle) throw titleLong(mostTitle);
  if (text.length > mostText) throw textLong(mostText);
  return title === '' && text === '' ? null : { title, text };
}

/** Errors: `pages.title-missing`. */
export function refuseWithoutTitle(texts: Texts): void {
  if ((texts.get('')?.title ?? '') === '') throw titleMissing();
}

/** In the reader's language where there is one, title and text each by itself. */
export function textIn(texts: Texts, language: string): PageText {
  const [own, general] = [texts.get(language), texts.get('')];
  return { title: own?.title || general?.title || '', text: own?.text || general?.text || '' };
}
