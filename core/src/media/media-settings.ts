import { createHash } from 'node:crypto';
import type { Size } from '@picturerail/sdk';
import { canonicalJson } from './plan/canonical-json.ts';

/** The webmaster's choices that change what derivatives look like. */
export interface MediaSettings {
  readonly sizes: readonly Size[];
  /** 1 to 100. */
  readonly quality: number;
  readonly format: 'jpeg' | 'webp';
}

/** Raised when the same settings and plan come to give other pixels, so that files made before are not taken for them. */
const renderRevision = 1;

const known = new WeakMap<MediaSettings, string>();

/** A digest of the size table: the same settings have the same revision, in every process and after a change and back. */
export function sizesRevision(settings: MediaSettings): string {
  let revision = known.get(settings);
  if (revision === undefined) {
    const { sizes, quality, format } = settings;
    revision = createHash('sha256')
      .update(canonicalJson({ renderRevision, sizes: sizes.map(({ name, edge, fit }) => ({ name, edge, fit })), quality, format }))
      .digest('base64url');
    known.set(settings, revision);
  }
  return revision;
}

/** File name extension and type of derivatives. */
export const outputTypes = {
  jpeg: { ext: 'jpg', mime: 'image/jpeg' },
  webp: { ext: 'webp', mime: 'image/webp' },
} as const;
