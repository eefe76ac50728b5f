import { GalleryError } from '@picturerail/sdk';

export interface Translation {
  readonly title?: string;
  readonly description?: string;
}

const languageInvalid = (given: string) =>
  new GalleryError('language-invalid', `"${given}" is no language; use a tag such as "en", "de" or "pt-BR".`, { data: { field: 'language' } });

/** A BCP 47 tag in its canonical letter case. Errors: `language-invalid`. */
export function readLanguage(given: string): string {
  try {
    const [tag] = Intl.getCanonicalLocales(given);
    if (tag && tag.length <= 35) return tag;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw languageInvalid(given);
}
