import type { Html, Rail, Viewer } from '@picturerail/sdk';
import type { Factors } from './factors.ts';

/** On the page of the own account: whether there is a second factor, and the way to it. Shared accounts have none. */
export async function accountSection(
  rail: Rail,
  factors: Factors,
  { viewer, language }: { readonly viewer: Viewer; readonly language: string },
): Promise<Html | null> {
  if (viewer.userId === null || viewer.status === 'generic') return null;
  const isOn = await factors.isOn(viewer.userId);
  const t = (key: string) => rail.i18n.t(language, key);
  return rail.html`<section aria-labelledby="totp-heading">
    <h2 id="totp-heading">${t('title')}</h2>
    <p class="help">${t(isOn ? 'section.on' : 'section.off')}</p>
    <p class="aside"><a class="button" href="/p/totp">${t(isOn ? 'section.change' : 'section.set_up')}</a></p>
  </section>`;
}
