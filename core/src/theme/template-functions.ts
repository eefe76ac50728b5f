import type { ImageCard, PageData } from '@picturerail/sdk';
import nunjucks from 'nunjucks';
import { formatBytes, formatDate, formatMoment, formatNumber, type WallClockStyle } from '#i18n';
import type { SlotAnswers } from './ask-slots.ts';
import { type PictureOptions, pictureAttributes } from './picture-attributes.ts';
import { pictureRules } from './picture-rules.ts';
import type { ThemeTexts } from './theme-texts.ts';

const safe = (text: string) => new nunjucks.runtime.SafeString(text);

/** What a page's templates may call, for the page's language; described in the SDK's `theme.ts`. */
export function templateFunctions(data: PageData, theme: { readonly texts: ThemeTexts; asset(path: string): string }, answers: SlotAnswers) {
  const { language } = data;
  return {
    // A plugin's page: what it is was checked where it came in.
    ...('html' in data && { html: safe(String(data.html)) }),
    t: (key: string, values?: { readonly [name: string]: string | number }) => theme.texts(language, key, values),
    slot: (name: string, index = 0) => {
      const text = String(answers.get(name)?.[index] ?? '');
      return text === '' ? '' : safe(text);
    },
    asset: (path: string) => theme.asset(path),
    date: (ms: number, style: WallClockStyle = 'date', offset: number | null = null) => formatDate(language, ms, { style, offset }),
    moment: (ms: number) => formatMoment(language, ms),
    number: (value: number) => formatNumber(language, value),
    bytes: (value: number) => formatBytes(language, value),
    json: (value: unknown) => safe(scriptJson(value)),
    pictureAttributes: (image: ImageCard, options: PictureOptions) => safe(pictureAttributes(image, options)),
    pictureRules: (items: Parameters<typeof pictureRules>[0], prefix: string) => safe(pictureRules(items, prefix)),
  };
}

/** No `<` can end the script element, and line separators are escaped for older parsers of JavaScript. */
const scriptJson = (value: unknown) =>
  (JSON.stringify(value) ?? 'null').replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
