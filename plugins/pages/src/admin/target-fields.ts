import type { Html, PageRequest } from '@picturerail/sdk';
import { html } from '@picturerail/sdk';
import type { Target } from '../menus/entry.ts';
import { type Page, textIn } from '../pages/page.ts';
import type { Wording } from './wording.ts';

const choiceOf = (target: Target): string => (target.kind === 'page' ? `page:${target.id}` : target.kind === 'album' ? 'address' : target.kind);
const addressIn = (target: Target): string => (target.kind === 'album' ? `/albums/${target.id}` : target.kind === 'address' ? target.address : '');

/** Asks where an entry leads; `readTarget` reads it. What was sent before is shown again. */
export function targetFields(
  { form }: PageRequest,
  { t, language }: Wording,
  { pages, target, problem }: { pages: readonly Page[]; target: Target; problem: string | null },
): Html {
  const chosen = form.get('target') ?? choiceOf(target);
  const option = (value: string, label: string) => html`<option value="${value}"${value === chosen ? html` selected` : null}>${label}</option>`;
  const living = pages.filter(({ isTrashed }) => !isTrashed);
  const described = problem === null ? 'address-help' : 'address-problem address-help';
  return html`<div class="field"><label for="target">${t('entry.target')}</label><select id="target" name="target">${option('address', t('target.address'))}${option('home', t('target.home'))}${option('newest', t('target.newest'))}
${living.map(({ id, texts }) => option(`page:${id}`, t('target.page', { title: textIn(texts, language).title })))}</select></div>
<div class="field"><label for="address">${t('entry.address')}</label><input id="address" name="address" value="${form.get('address') ?? addressIn(target)}" maxlength="2000" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="${described}"${problem === null ? null : html` aria-invalid="true"`}>
${problem === null ? null : html`<p class="field-problem" id="address-problem">${problem}</p>`}<p class="help" id="address-help">${t('entry.address.help')}</p></div>`;
}
