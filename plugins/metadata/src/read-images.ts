import type { Rail, Reading } from '@picturerail/sdk';
import { readEmbedded } from './reading/embedded.ts';
import { readFacts } from './reading/facts.ts';
import { readFields } from './reading/fields.ts';
import { readKeywords } from './reading/keywords.ts';
import type { MetadataSettings } from './settings.ts';

/** Every image gets a row of facts, an empty one too: it says that the image has been read. */
function rowsOf(plugin: string, embedded: ReturnType<typeof readEmbedded>): Reading['rows'] {
  const keywords = readKeywords(embedded);
  return [
    { plugin, table: 'facts', values: readFacts(embedded) },
    // Of an earlier version of the original.
    { plugin, table: 'keywords', values: null },
    ...keywords.map((keyword, position) => ({ plugin, table: 'keywords', values: { position, keyword } })),
  ];
}

/** Fills the core's columns and this plugin's tables from what is embedded in the originals. */
export async function readImages(rail: Rail<MetadataSettings>, readings: Reading[]): Promise<Reading[]> {
  const settings = await rail.settings.get();
  return readings.map((reading) => {
    const embedded = readEmbedded(reading.blocks);
    return { ...reading, fields: { ...reading.fields, ...readFields(embedded, settings) }, rows: [...reading.rows, ...rowsOf(rail.plugin.id, embedded)] };
  });
}
