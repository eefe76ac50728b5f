import type { GalleryError } from '@picturerail/sdk';
import type { Texts, TextValues } from './texts.ts';

/**
 * A refusal in the reader's language: the core's text `error.<code>.<data.reason>` or `error.<code>`, filled with the
 * error's data; where nobody has translated it, its own sentence.
 */
export function errorText(texts: Texts, language: string, error: GalleryError): string {
  const values = Object.fromEntries(Object.entries(error.data).filter(([, value]) => typeof value === 'string' || typeof value === 'number')) as TextValues;
  const byReason = typeof error.data.reason === 'string' ? texts.find('core', language, `error.${error.code}.${error.data.reason}`, values) : undefined;
  return byReason ?? texts.find('core', language, `error.${error.code}`, values) ?? error.message;
}
