import { type Html, html, type ImageView, type Rail } from '@picturerail/sdk';
import type { Hung } from './hung.ts';

/** A section for each image, by index, or null where nothing is known. One query, however many images. */
export async function renderPanels(rail: Rail, images: readonly ImageView[], language: string): Promise<(Html | null)[]> {
  const rows = await rail.db.table<Hung>('hung').select({ where: { image_id: images.map(({ id }) => id) } });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return images.map(({ id }) => {
    const row = rows.find(({ image_id }) => image_id === id);
    return row ? html`<section><h2>${rail.i18n.t(language, 'since')}</h2><p>${date.format(row.hung_at)}</p></section>` : null;
  });
}
