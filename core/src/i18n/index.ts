/**
 * Texts: what people read, from `locales/<language>.json` of the core, of plugins and of themes, each in a namespace of
 * its own; the choice of a language; dates, numbers and sizes as a language writes them. It refuses to translate what
 * people typed (titles are the gallery's) and to escape (templates do). Words it owns: text, language, namespace.
 */
export { direction } from './direction.ts';
export { errorText } from './error-text.ts';
export { formatBytes, formatDate, formatMoment, formatNumber, type WallClockStyle } from './formats.ts';
export { i18nContribution } from './i18n-contribution.ts';
export { fallbackChain, negotiateLanguage } from './languages.ts';
export { createTexts, type Texts, type TextsOptions, type TextValues } from './texts.ts';
