import type { ImageColumn, Rail } from '@picturerail/sdk';
import { cameraName } from './panel/camera-name.ts';
import type { MetadataSettings } from './settings.ts';

interface CameraRow {
  readonly image_id: number;
  readonly make: string | null;
  readonly model: string | null;
}

/** The camera of each image, for the list of the administration. */
export async function cameraColumn(rail: Rail<MetadataSettings>, images: readonly { readonly imageId: number }[]): Promise<ImageColumn[]> {
  const rows = await rail.db.table<CameraRow>('facts').select({ where: { image_id: images.map(({ imageId }) => imageId) } });
  const known = rows.flatMap(({ image_id, make, model }) => {
    const name = cameraName(make, model);
    return name === null ? [] : [[image_id, name] as const];
  });
  return [{ label: '%camera%', values: Object.fromEntries(known) }];
}
