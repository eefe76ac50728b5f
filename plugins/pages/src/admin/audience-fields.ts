import type { Html, Principal } from '@picturerail/sdk';
import { html } from '@picturerail/sdk';
import { type Audience, statuses, whoOf } from '../audience.ts';
import type { Wording } from './wording.ts';

const checked = (is: boolean): Html | null => (is ? html` checked` : null);

/** Asks who sees something; `readAudience` reads it. */
export function audienceFields(
  { t }: Wording,
  { audience, offered, problem }: { audience: Audience; offered: readonly Principal[]; problem: string | null },
): Html {
  const who = whoOf(audience, offered);
  const groups = offered.filter(({ kind }) => kind === 'group');
  const described = problem === null ? null : html` aria-describedby="who-problem"`;
  return html`<fieldset class="field"${described}><legend>${t('who')}</legend>
${(['everyone', 'signed-in', 'chosen'] as const).map((one) => html`<label class="choice"><input type="radio" name="who" value="${one}"${checked(one === who)}> ${t(`who.${one}`)}</label>`)}
${problem === null ? null : html`<p class="field-problem" id="who-problem">${problem}</p>`}</fieldset>
<fieldset class="field"><legend>${t('who.whom')}</legend><p class="help" id="whom-help">${t('who.whom.help')}</p><div class="checks">
${groups.map(({ id, name }) => html`<label class="choice"><input type="checkbox" name="group" value="${id}"${checked(audience.principals.includes(id))}> ${t('who.group', { name })}</label>`)}
${statuses.map((status) => html`<label class="choice"><input type="checkbox" name="status" value="${status}"${checked(audience.statuses.includes(status))}> ${t(`status.${status}`)}</label>`)}
</div></fieldset>`;
}
