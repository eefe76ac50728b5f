import { type Html, html, type PageRequest, type Rail, raw } from '@picturerail/sdk';
import { setupAddress } from './code-by-time.ts';
import type { Problems } from './pages.ts';

interface Page {
  readonly title: string;
  readonly html: Html;
  readonly status?: number;
}

interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly type?: string;
  readonly autocomplete: string;
  readonly problem: string | undefined;
}

const textsOf =
  (rail: Rail, { viewer }: PageRequest) =>
  (key: string, values?: { readonly [name: string]: string | number }) =>
    rail.i18n.t(viewer.language, key, values);

const field = ({ name, label, type = 'text', autocomplete, problem }: FieldOptions): Html => html`<div class="field">
  <label for="${name}">${label}</label>
  <input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required${
    problem ? html` aria-invalid="true" aria-describedby="${name}-problem"` : null
  }>
  ${problem ? html`<p class="field-problem" id="${name}-problem">${problem}</p>` : null}
</div>`;

const passwordField = (label: string, problem: string | undefined): Html =>
  field({ name: 'password', label, type: 'password', autocomplete: 'current-password', problem });

/** For who has none. */
export function offPage(rail: Rail, request: PageRequest): Page {
  const t = textsOf(rail, request);
  const form = html`<p>${t('off')}</p><p>${t('off.needs')}</p>
<form class="form" method="post" action="/p/totp/begin">${request.csrf}<button class="button strong">${t('section.set_up')}</button></form>`;
  return { title: t('title'), html: form };
}

/** For who has one: what can be changed, each with the password. */
export function onPage(
  rail: Rail,
  request: PageRequest,
  { left, problems, status = 200 }: { readonly left: number; readonly problems: Problems; readonly status?: number },
): Page {
  const t = textsOf(rail, request);
  const body = html`<p>${t('section.on')}</p><p>${t('recovery.left', { count: left })}</p>
<form class="form" method="post">${request.csrf}
  ${passwordField(t('password'), problems.password)}
  <button class="button" formaction="/p/totp/codes">${t('recovery.renew')}</button>
  <button class="button" formaction="/p/totp/off">${t('turn_off')}</button>
</form>
<p><a href="/account">${t('back')}</a></p>`;
  return { title: t('title'), html: body, status };
}

/** The secret, to be taken by the phone's camera or by hand. */
export async function setupPage(
  rail: Rail,
  request: PageRequest,
  { secret, problems }: { readonly secret: string; readonly problems: Problems },
): Promise<Page> {
  const t = textsOf(rail, request);
  const issuer = request.header('host') ?? 'Picturerail';
  // Loaded by the first who sets one up: most processes never draw a code.
  const { default: qr } = await import('qrcode');
  const drawn = await qr.toString(setupAddress(secret, { issuer, name: request.viewer.name ?? '' }), { type: 'svg', margin: 3, width: 220 });
  const body = html`<p>${t('set_up.scan')}</p>
<div role="img" aria-label="${t('set_up.picture')}">${raw(drawn)}</div>
<p>${t('set_up.type')} <strong><code>${(secret.match(/.{1,4}/g) ?? []).join(' ')}</code></strong></p>
<form class="form" method="post" action="/p/totp/confirm">${request.csrf}
  ${field({ name: 'code', label: t('set_up.code'), autocomplete: 'one-time-code', problem: problems.code })}
  ${passwordField(t('password'), problems.password)}
  <button class="button strong">${t('turn_on')}</button>
</form>`;
  return { title: t('set_up'), html: body };
}

/** Shown this once. */
export function codesPage(rail: Rail, request: PageRequest, codes: readonly string[]): Page {
  const t = textsOf(rail, request);
  const body = html`<p>${t('recovery.message')}</p>
<ul>${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<p><a class="button" href="/account">${t('recovery.kept')}</a></p>`;
  return { title: t('recovery'), html: body };
}
