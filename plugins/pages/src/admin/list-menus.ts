import type { Html, PageAnswer, PageRequest, Principal, Rail } from '@picturerail/sdk';
import { html } from '@picturerail/sdk';
import { managedEntries } from '../menus/change-menus.ts';
import { type MenuName, menus, mostName } from '../menus/entry.ts';
import { managedPages } from '../pages/find-page.ts';
import { audienceWords } from './audience-words.ts';
import { orderButtons } from './order-buttons.ts';
import { targetFields } from './target-fields.ts';
import { type ShownEntry, showEntries } from './target-words.ts';
import { act, alert, menusBase, notice, type Problem, type Wording, wordingOf } from './wording.ts';

/** The menus of the theme, with what stands in them; below, what adds to them. */
export async function listMenus(rail: Rail, request: PageRequest, problem: Problem | null = null): Promise<PageAnswer> {
  const words = wordingOf(rail, request);
  const { t } = words;
  const { viewer, form } = request;
  const pages = await managedPages(rail, viewer);
  const shown = await showEntries(rail, words, { entries: await managedEntries(rail, viewer), pages, viewer });
  const offered = await rail.auth.principals();
  const wrong = problem?.field === 'name' ? html` aria-invalid="true" aria-describedby="name-problem"` : null;
  return {
    title: t('menus'),
    html: html`${done(request, words)}${problem === null ? null : alert(problem.sentence)}
<p class="lead">${t('menus.lead')}</p>
${menus.map((menu) => html`<h2 id="menu-${menu}">${t(`menus.${menu}`)}</h2>${table(request, words, { menu, shown, offered })}`)}
<section class="panel" aria-labelledby="add"><h2 id="add">${t('menus.add')}</h2><form method="post" action="${menusBase}">${request.csrf}<input type="hidden" name="action" value="add">
<div class="field"><label for="menu">${t('entry.menu')}</label><select id="menu" name="menu">${menus.map((menu) => html`<option value="${menu}"${form.get('menu') === menu ? html` selected` : null}>${t(`menus.${menu}`)}</option>`)}</select></div>
${targetFields(request, words, { pages, target: { kind: 'address', address: '' }, problem: problem?.field === 'address' ? problem.sentence : null })}
<div class="field"><label for="name">${t('entry.name')}</label><input id="name" name="name" value="${form.get('name') ?? ''}" maxlength="${mostName}" autocomplete="off"${wrong}>${wrong ? html`<p class="field-problem" id="name-problem">${problem?.sentence}</p>` : null}<p class="help">${t('entry.name.help')}</p></div>
<div class="bar"><button class="button strong">${t('menus.add.button')}</button></div></form></section>
<script src="${rail.asset('order.js')}" nonce="${request.nonce}" defer></script>`,
  };
}

function done(request: PageRequest, { t }: Wording): Html | null {
  const what = request.query.get('done');
  if (request.method !== 'GET') return null;
  if (what === 'removed') return notice(t('done.removed'), act(request, { to: menusBase, label: t('undo'), fields: { action: 'back' } }));
  return what === 'added' || what === 'back' || what === 'saved' ? notice(t(`done.${what}`)) : null;
}

function table(
  request: PageRequest,
  words: Wording,
  { menu, shown, offered }: { menu: MenuName; shown: readonly ShownEntry[]; offered: readonly Principal[] },
): Html {
  const { t } = words;
  const level = (parentId: number) => shown.filter(({ entry }) => entry.menu === menu && entry.parentId === parentId);
  const top = level(0);
  if (top.length === 0) return html`<p class="quiet">${t('menus.empty')}</p>`;
  const row = (one: ShownEntry, index: number, all: readonly ShownEntry[]): Html => {
    const { entry, label, url, flaw } = one;
    const buttons = orderButtons(request, words, { to: menusBase, id: entry.id, name: label, isFirst: index === 0, isLast: index === all.length - 1 });
    const above = entry.parentId === 0 ? null : html`<span class="quiet" aria-hidden="true">↳ </span>`;
    return html`<tr data-row="${entry.id}"><td>${above}<a class="name" href="${menusBase}/${entry.id}">${label}</a><p>${url}</p>${flaw === null ? null : html`<p class="warn">${flaw}</p>`}</td>
<td>${entry.audience === null ? t('who.everyone') : audienceWords(words, entry.audience, offered)}</td><td class="acts">${buttons}</td></tr>`;
  };
  const rows = top.map((one, index) => {
    const below = level(one.entry.id);
    return html`${row(one, index, top)}${below.map(row)}`;
  });
  return html`<div><table class="stacking albums" data-order aria-labelledby="menu-${menu}"><thead><tr><th scope="col">${t('menus.entry')}</th><th scope="col">${t('who')}</th><th scope="col">${t('order')}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
