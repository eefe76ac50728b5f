import type { Html, PageAnswer, PageRequest, Principal, Rail } from '@picturerail/sdk';
import { html } from '@picturerail/sdk';
import { readAudience } from '../audience.ts';
import { managedPage } from '../pages/find-page.ts';
import { mostText, mostTitle, type Page, type PageText, textIn } from '../pages/page.ts';
import { longestSlug } from '../pages/slug.ts';
import { addressOf } from '../show-page.ts';
import { audienceFields } from './audience-fields.ts';
import { act, alert, base, languageName, notice, type Problem, type Wording, wordingOf } from './wording.ts';

/** What is shown again after a form was sent. */
interface Sent {
  readonly problem?: Problem;
  /** How the text that was sent would look. */
  readonly preview?: Html;
}

interface Shown extends Sent {
  readonly page: Page;
  readonly language: string;
}

export const idOf = ({ params }: PageRequest): number => Number(/^\d{1,15}$/.exec(params.id ?? '')?.[0] ?? 0);

/** The language whose text is edited; empty for the text that stands in for all that have none. */
export const languageIn = ({ i18n }: Rail, { query }: PageRequest): string => i18n.languages().find((tag) => tag === query.get('in')) ?? '';

export const editAddress = (id: number, language: string): string => `${base}/${id}${language === '' ? '' : `?in=${language}`}`;

/** A text page with all that can be changed of it. */
export async function editPage(rail: Rail, request: PageRequest, sent: Sent = {}): Promise<PageAnswer> {
  const page = await managedPage(rail, request.viewer, idOf(request));
  if (page === null) return null;
  const words = wordingOf(rail, request);
  const { t } = words;
  const shown = { ...sent, page, language: languageIn(rail, request) };
  const at = editAddress(page.id, shown.language);
  return {
    title: textIn(page.texts, words.language).title,
    html: html`<nav class="crumbs" aria-label="${t('where')}"><ol role="list"><li><a href="${base}">${t('menu')}</a></li><li aria-current="page">${textIn(page.texts, words.language).title}</li></ol></nav>
${saved(request, words, shown)}${sent.problem ? alert(sent.problem.sentence) : null}
${page.state === 'published' ? html`<p><a class="button" href="${addressOf(page.slug)}">${t('edit.look')}</a></p>` : html`<p class="quiet">${t('edit.isDraft')}</p>`}
${sent.preview ? html`<section class="panel" aria-labelledby="preview"><h2 id="preview">${t('edit.preview.heading')}</h2><div class="prose">${sent.preview}</div></section>` : null}
${textForm(rail, request, words, { ...shown, at })}
${settingsForm(request, words, { ...shown, at, offered: await rail.auth.principals() })}
${page.isUndoable ? html`<section class="panel" aria-labelledby="last"><h2 id="last">${t('edit.last')}</h2><p>${t('edit.last.what', { when: new Intl.DateTimeFormat(words.language, { dateStyle: 'long', timeStyle: 'short' }).format(page.changedAt) })}</p>${act(request, { to: at, label: t('edit.last.undo'), fields: { action: 'undo' } })}</section>` : null}
<section class="panel" aria-labelledby="to-trash"><h2 id="to-trash">${t('trash')}</h2><p>${t('edit.trash.what')}</p>${act(request, { to: at, label: t('edit.trash'), fields: { action: 'trash' } })}</section>`,
  };
}

function saved(request: PageRequest, { t }: Wording, { page, language }: Shown): Html | null {
  const done = request.query.get('done');
  if (request.method !== 'GET' || (done !== 'saved' && done !== 'undone')) return null;
  const action = done === 'saved' ? 'undo' : 'redo';
  return notice(t(`done.${done}`), page.isUndoable ? act(request, { to: editAddress(page.id, language), label: t(action), fields: { action } }) : null);
}

function textForm(rail: Rail, request: PageRequest, { t }: Wording, { page, language, problem, at }: Shown & { readonly at: string }): Html {
  const sent = request.form.has('text') ? { title: request.form.get('title') ?? '', text: request.form.get('text') ?? '' } : null;
  const { title, text }: PageText = sent ?? page.texts.get(language) ?? { title: '', text: '' };
  const tab = (tag: string, label: string) =>
    html`<li><a href="${editAddress(page.id, tag)}"${tag === '' ? null : html` lang="${tag}"`}${tag === language ? html` aria-current="true"` : null}>${label}${page.texts.has(tag) ? null : html`<span class="quiet"> ${t('edit.noText')}</span>`}</a></li>`;
  const wrong = (field: string) => (problem?.field === field ? html` aria-invalid="true"` : null);
  const lang = language === '' ? null : html` lang="${language}"`;
  return html`<section class="panel" aria-labelledby="text-heading"><h2 id="text-heading">${t('edit.text.heading')}</h2>
<nav class="pager" aria-label="${t('edit.languages')}"><ul role="list">${tab('', t('edit.allLanguages'))}${rail.i18n.languages().map((tag) => tab(tag, languageName(tag)))}</ul></nav>
<form method="post" action="${at}">${request.csrf}
<div class="field"><label for="title">${t('edit.title')}</label><input id="title" name="title" value="${title}" maxlength="${mostTitle}" autocomplete="off"${language === '' ? html` required` : null}${lang}${wrong('title')}></div>
<div class="field wide"><label for="text">${t('edit.text')}</label><textarea id="text" name="text" rows="18" maxlength="${mostText}" aria-describedby="text-help"${lang}${wrong('text')}>${text}</textarea><p class="help" id="text-help">${t('edit.text.help')}</p></div>
<div class="bar"><button class="button strong" name="action" value="text">${t('edit.save')}</button><button class="button" name="action" value="preview">${t('edit.preview')}</button></div></form></section>`;
}

function settingsForm(
  request: PageRequest,
  words: Wording,
  { page, problem, at, offered }: Shown & { readonly at: string; readonly offered: readonly Principal[] },
): Html {
  const { t } = words;
  const { form } = request;
  const isSent = form.has('slug');
  const audience = isSent ? readAudience(form, offered) : page.audience;
  const state = isSent ? form.get('state') : page.state;
  const said = (field: string) => (problem?.field === field ? problem.sentence : null);
  const slugProblem = said('slug');
  const choice = (one: string) =>
    html`<label class="choice"><input type="radio" name="state" value="${one}"${one === state ? html` checked` : null}> ${t(`state.${one}.what`)}</label>`;
  return html`<section class="panel" aria-labelledby="settings"><h2 id="settings">${t('edit.settings')}</h2>
<form method="post" action="${at}">${request.csrf}<input type="hidden" name="action" value="settings">
<fieldset class="field"><legend>${t('list.state')}</legend>${choice('draft')}${choice('published')}</fieldset>
<div class="field"><label for="slug">${t('edit.slug')}</label><input id="slug" name="slug" value="${isSent ? form.get('slug') : page.slug}" required maxlength="${longestSlug}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="slug-help${slugProblem === null ? '' : ' slug-problem'}"${slugProblem === null ? null : html` aria-invalid="true"`}>${slugProblem === null ? null : html`<p class="field-problem" id="slug-problem">${slugProblem}</p>`}<p class="help" id="slug-help">${t('edit.slug.help')}</p></div>
${audienceFields(words, { audience, offered, problem: said('who') })}
<div class="bar"><button class="button strong">${t('edit.settings.save')}</button></div></form></section>`;
}
