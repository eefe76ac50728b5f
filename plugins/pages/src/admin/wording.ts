import type { GalleryError, Html, PageRequest, Rail } from '@picturerail/sdk';
import { html, isGalleryError } from '@picturerail/sdk';

/** Texts of the plugin in the reader's language. */
export interface Wording {
  readonly language: string;
  t(key: string, values?: { readonly [name: string]: string | number }): string;
}

export const wordingOf = ({ i18n }: Rail, { viewer: { language } }: PageRequest): Wording => ({ language, t: (key, values) => i18n.t(language, key, values) });

export const base = '/admin/p/pages';
export const menusBase = `${base}/menus`;

/** A language in its own words, as at the beginning of a sentence. */
export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** What was refused. */
export interface Problem {
  readonly sentence: string;
  /** What it is about; null for the whole. */
  readonly field: string | null;
}

/** What was refused, in words; errors that are no refusals go on. */
export function problemOf(error: unknown, { t }: Wording): Problem {
  if (!isRefusal(error)) throw error;
  const { code, data } = error;
  const { field, ...values } = data as { readonly [name: string]: string | number };
  return { sentence: t(`problem.${code.replace(/^pages\./, '')}`, values), field: typeof field === 'string' ? field : null };
}

const isRefusal = (error: unknown): error is GalleryError => isGalleryError(error) && error.code.startsWith('pages.') && error.status === 400;

/** Said once, after something was done; null for nothing. */
export const notice = (sentence: string, more: Html | null = null): Html => html`<div class="notice good" role="status"><p>${sentence}</p>${more}</div>`;
export const alert = (sentence: string): Html => html`<p class="notice bad" role="alert">${sentence}</p>`;

/** A form that is but a button. */
export function act(
  request: PageRequest,
  { to, label, about = '', fields }: { to: string; label: string; about?: string; fields: { readonly [name: string]: string | number } },
): Html {
  const inputs = Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const unseen = about === '' ? null : html`<span class="unseen"> ${about}</span>`;
  return html`<form method="post" action="${to}">${request.csrf}${inputs}<button class="button">${label}${unseen}</button></form>`;
}
