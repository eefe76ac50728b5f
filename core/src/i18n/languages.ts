import Negotiator from 'negotiator';

/** A tag in its usual spelling (`de-at` is `de-AT`), or undefined for what is none. */
export function canonicalLanguage(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** `zh-Hant-TW`, `zh-Hant`, `zh` */
function widening(language: string): string[] {
  const parts = language.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** `de-AT` becomes `de-AT`, `de`, then the gallery's language and its base, then `en`; none twice. */
export const fallbackChain = (language: string, galleryLanguage: string): string[] => [...new Set([...widening(language), ...widening(galleryLanguage), 'en'])];

/** Longer headers are not a person's choice, and each part costs time. */
const longestHeader = 500;

/** The best of `available` for an Accept-Language header; `fallback` where none fits. */
export function negotiateLanguage(acceptLanguage: string | undefined, available: readonly string[], fallback: string): string {
  if (!acceptLanguage || acceptLanguage.length > longestHeader || acceptLanguage.trim() === '*') return fallback;
  return new Negotiator({ headers: { 'accept-language': acceptLanguage } }).language([...available]) ?? fallback;
}
