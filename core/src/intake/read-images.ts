import type { Reading } from '@picturerail/sdk';
import type { MetadataBlocks } from '#media';
import type { Intake } from './intake.ts';
import type { Fresh } from './prepared.ts';

type Blocks = { exif?: Uint8Array; iptc?: Uint8Array; xmp?: Uint8Array };

/** Absent blocks are left out: plugins ask whether they are there. */
export function presentBlocks(blocks: MetadataBlocks): Blocks {
  const present: Blocks = {};
  if (blocks.exif) present.exif = blocks.exif;
  if (blocks.iptc) present.iptc = blocks.iptc;
  if (blocks.xmp) present.xmp = blocks.xmp;
  return present;
}

/** Shows pictures to the plugins that read metadata, all of a batch at once. */
export async function readImages(i: Intake, readings: Reading[], run: 'import' | 'backfill'): Promise<Reading[]> {
  if (readings.length === 0 || !i.hooks.used('images:reading')) return readings;
  return i.hooks.filter('images:reading', readings, { run });
}

/** What plugins are told of bytes that have no row yet. */
export const readingOf = ({ file, arrival, bytes, facts }: Fresh): Reading => ({
  file,
  fileName: arrival.fileName,
  mime: facts.mime,
  bytes,
  width: facts.width,
  height: facts.height,
  imageId: null,
  blocks: presentBlocks(facts.blocks),
  fields: {},
  rows: [],
});
