import type { ImageNotice, Rail } from '@picturerail/sdk';

/** A row of the table that `migrations/0001-hung.js` makes. */
export interface Hung {
  readonly image_id: number;
  /** Epoch ms. */
  readonly hung_at: number;
}

/** A job may run twice, so a row that is there already is written again, not added. Later versions of an image hang already. */
export async function remember(rail: Rail, images: readonly ImageNotice[]): Promise<void> {
  const fresh = images.filter(({ version }) => version === 1);
  await rail.db.table<Hung>('hung').upsert(
    fresh.map(({ imageId }) => ({ image_id: imageId, hung_at: Date.now() })),
    ['image_id'],
  );
}
