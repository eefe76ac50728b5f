import type { Rail } from '@picturerail/sdk';
import type { Texts } from '../pages/page.ts';

/** Drafts to fill, for who begins. */
export const starters = ['legal', 'privacy', 'about'] as const;

/** In every language the gallery has texts in; for all others in the language of whoever asks. */
export function starterTexts({ i18n }: Rail, name: string, language: string): Texts | null {
  const starter = starters.find((one) => one === name);
  if (!starter) return null;
  const inLanguage = (tag: string) => ({ title: i18n.t(tag, `starter.${starter}`), text: i18n.t(tag, `starter.${starter}.text`) });
  return new Map([
    ['', inLanguage(language)],
    ...i18n
      .languages()
      .filter((tag) => tag !== language)
      .map((tag) => [tag, inLanguage(tag)] as const),
  ]);
}
