import type { PageAnswer, PageRequest, Rail } from '@picturerail/sdk';
import { html } from '@picturerail/sdk';
import { type Audience, readAudience } from '../audience.ts';
import { managedEntries } from '../menus/change-menus.ts';
import { menus, mostName } from '../menus/entry.ts';
import { managedPages } from '../pages/find-page.ts';
import { audienceFields } from './audience-fields.ts';
import { idOf } from './edit-page.ts';
import { targetFields } from './target-fields.ts';
import { showEntries } from './target-words.ts';
import { act, alert, languageName, menusBase, type Problem, wordingOf } from './wording.ts';

/** One entry of a menu: where it leads, where it stands, what it is called and who sees it. */
export async function editEntry(rail: Rail, request: PageRequest, problem: Problem | null = null): Promise<PageAnswer> {
  const words = wordingOf(rail, request);
  const { t } = words;
  const { viewer, form } = request;
  const pages = await managedPages(rail, viewer);
  const shown = await showEntries(rail, words, { entries: await managedEntries(rail, viewer), pages, viewer });
  const one = shown.find(({ entry }) => entry.id === idOf(request));
  if (!one) return null;
  const { entry, label } = one;
  const offered = await rail.auth.principals();
  const at = `${menusBase}/${entry.id}`;
  const said = (field: string) => (problem?.field === field ? problem.sentence : null);
  const isSent = form.has('place');
  const everyone: Audience = { principals: offered.filter(({ kind }) => kind === 'everyone').map(({ id }) => id), statuses: [] };
  const audience = isSent ? readAudience(form, offered) : (entry.audience ?? everyone);
  const place = form.get('place') ?? (entry.parentId === 0 ? entry.menu : String(entry.parentId));
  const option = (value: string, text: string) => html`<option value="${value}"${value === place ? html` selected` : null}>${text}</option>`;
  const above = shown.filter((other) => other.entry.parentId === 0 && other.entry.id !== entry.id);
  const name = (language: string, text: string) => {
    const value = form.get(`name.${language}`) ?? entry.names[language] ?? '';
    const lang = language === '' ? null : html` lang="${language}"`;
    const problemHere = language === '' ? said('name') : null;
    return html`<div class="field"><label for="name-${language}"${lang}>${text}</label><input id="name-${language}" name="name.${language}" value="${value}" maxlength="${mostName}" autocomplete="off"${lang}${problemHere === null ? null : html` aria-invalid="true" aria-describedby="name-problem"`}>${problemHere === null ? null : html`<p class="field-problem" id="name-problem">${problemHere}</p>`}</div>`;
  };
  return {
    title: label,
    html: html`<nav class="crumbs" aria-label="${t('where')}"><ol role="list"><li><a href="${menusBase}">${t('menus')}</a></li><li aria-current="page">${label}</li></ol></nav>
${problem === null ? null : alert(problem.sentence)}${one.flaw === null ? null : html`<p class="warn">${one.flaw}</p>`}
<section class="panel" aria-labelledby="entry"><h2 id="entry">${t('menus.entry')}</h2><form method="post" action="${at}">${request.csrf}<input type="hidden" name="action" value="save">
${targetFields(request, words, { pages, target: entry.target, problem: said('address') })}
<div class="field"><label for="place">${t('entry.place')}</label><select id="place" name="place">${menus.map((menu) => html`${option(menu, t(`menus.${menu}`))}${above.filter((other) => other.entry.menu === menu).map((other) => option(String(other.entry.id), t('entry.below', { name: other.label })))}`)}</select></div>
<fieldset class="field"><legend>${t('entry.names')}</legend><p class="help">${t('entry.name.help')}</p>${name('', t('edit.allLanguages'))}${rail.i18n.languages().map((tag) => name(tag, languageName(tag)))}</fieldset>
${audienceFields(words, { audience, offered, problem: said('who') })}<p class="help">${t('entry.who.help')}</p>
<div class="bar"><button class="button strong">${t('entry.save')}</button></div></form></section>
<section class="panel" aria-labelledby="remove"><h2 id="remove">${t('entry.remove')}</h2><p>${t('entry.remove.what')}</p>${act(request, { to: at, label: t('entry.remove'), fields: { action: 'remove' } })}</section>`,
  };
}
