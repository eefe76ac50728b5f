import type { Html, PageAnswer, PageRequest, Principal, Rail } from '@picturerail/sdk';
import { html } from '@picturerail/sdk';
import { managedPages } from '../pages/find-page.ts';
import { mostTitle, type Page, textIn } from '../pages/page.ts';
import { addressOf } from '../show-page.ts';
import { audienceWords } from './audience-words.ts';
import { orderButtons } from './order-buttons.ts';
import { starters } from './starters.ts';
import { act, alert, base, notice, type Wording, wordingOf } from './wording.ts';

/** All text pages, in their order; those in the trash below. `problem` says what was wrong with what was typed. */
export async function listPages(rail: Rail, request: PageRequest, problem: string | null = null): Promise<PageAnswer> {
  const words = wordingOf(rail, request);
  const { t } = words;
  const all = await managedPages(rail, request.viewer);
  const offered = await rail.auth.principals();
  const [pages, trashed] = [all.filter(({ isTrashed }) => !isTrashed), all.filter(({ isTrashed }) => isTrashed)];
  return {
    title: t('menu'),
    html: html`${done(request, words, all)}${problem === null ? null : alert(problem)}
<p class="lead">${t('list.lead')}</p>
${pages.length > 0 ? table(rail, request, words, { pages, offered }) : begin(request, words)}
<form class="in-line" method="post" action="${base}">${request.csrf}<input type="hidden" name="action" value="create">
<div class="field"><label for="new-title">${t('list.new')}</label><input id="new-title" name="title" value="${request.form.get('title') ?? ''}" required maxlength="${mostTitle}" autocomplete="off"></div>
<button class="button">${t('list.create')}</button></form>
${trashed.length > 0 ? trash(request, words, trashed) : null}`,
  };
}

function done(request: PageRequest, words: Wording, all: readonly Page[]): Html | null {
  const { t } = words;
  const page = all.find(({ id }) => String(id) === request.query.get('page'));
  const what = request.query.get('done');
  const title = page ? textIn(page.texts, words.language).title : '';
  if (what === 'purged') return notice(t('done.purged'));
  if (what === 'restored' && page && !page.isTrashed) return notice(t('done.restored', { title }));
  if (what !== 'trashed' || !page?.isTrashed) return null;
  return notice(t('done.trashed', { title }), act(request, { to: base, label: t('undo'), about: title, fields: { action: 'restore', page: page.id } }));
}

const begin = (
  request: PageRequest,
  { t }: Wording,
): Html => html`<section class="panel" aria-labelledby="begin"><h2 id="begin">${t('begin')}</h2><p>${t('begin.what')}</p>
<div class="acts-in-line">${starters.map((one) => act(request, { to: base, label: t(`starter.${one}`), fields: { action: 'start', starter: one } }))}</div></section>`;

function table(rail: Rail, request: PageRequest, words: Wording, { pages, offered }: { pages: readonly Page[]; offered: readonly Principal[] }): Html {
  const { t, language } = words;
  const row = (page: Page, index: number) => {
    const { title } = textIn(page.texts, language);
    const buttons = orderButtons(request, words, { to: base, id: page.id, name: title, isFirst: index === 0, isLast: index === pages.length - 1 });
    return html`<tr data-row="${page.id}"><td><a class="name" href="${base}/${page.id}">${title}</a><p>${addressOf(page.slug)}</p></td>
<td>${page.state === 'published' ? html`<span class="good">${t('state.published')}</span>` : t('state.draft')}</td>
<td>${audienceWords(words, page.audience, offered)}</td><td class="acts">${buttons}</td></tr>`;
  };
  return html`<div><table class="stacking albums" data-order><thead><tr><th scope="col">${t('list.page')}</th><th scope="col">${t('list.state')}</th><th scope="col">${t('who')}</th><th scope="col">${t('order')}</th></tr></thead>
<tbody>${pages.map(row)}</tbody></table></div><script src="${rail.asset('order.js')}" nonce="${request.nonce}" defer></script>`;
}

const trash = (
  request: PageRequest,
  { t, language }: Wording,
  pages: readonly Page[],
): Html => html`<h2>${t('trash')}</h2><div><table class="stacking albums"><thead><tr><th scope="col">${t('list.page')}</th><th scope="col">${t('trash.acts')}</th></tr></thead>
<tbody>${pages.map((page) => {
  const { title } = textIn(page.texts, language);
  const button = (action: string, label: string) => act(request, { to: base, label, about: title, fields: { action, page: page.id } });
  return html`<tr><td><span class="name">${title}</span></td><td class="acts">${button('restore', t('trash.restore'))}<details><summary>${t('trash.purge')}<span class="unseen"> ${title}</span></summary><p>${t('trash.purge.what')}</p>${button('purge', t('trash.purge.sure'))}</details></td></tr>`;
})}</tbody></table></div>`;
