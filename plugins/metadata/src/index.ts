import { definePlugin } from '@picturerail/sdk';
import { backfill, backfillJob, readAgainJob, startBackfill } from './backfill.ts';
import { cameraColumn } from './camera-column.ts';
import { renderPanels } from './panel/render-panels.ts';
import type { MetadataSettings } from './settings.ts';

/**
 * Reads what cameras and programs embed in pictures (EXIF, IPTC, XMP). Titles, descriptions, authors and dates go to
 * the core's columns where no person wrote something else; cameras, places and keywords to tables of this plugin, and
 * from there beside the picture on its page.
 */
export default definePlugin<MetadataSettings>({
  setup(rail) {
    // The readers take 12 MB of memory, which processes that only show pages never need.
    rail.filter('images:reading', async (readings) => (await import('./read-images.ts')).readImages(rail, readings));
    rail.slot('image.panel@1', (images, { language }) => renderPanels(rail, images, language));
    rail.jobs.define(backfillJob, (_payload, job) => backfill(rail, job));
    rail.jobs.define<{ imageIds: number[] }>(readAgainJob, ({ imageIds }, job) => rail.images.backfill({ imageIds, signal: job.signal }));
    rail.collect('images:bulkActions', () => [{ key: 'read-again', label: '%readAgain%', job: readAgainJob }]);
    rail.collect('images:filters', () => [{ key: 'model', label: '%model%', table: 'facts', column: 'model' }]);
    rail.collect('images:columns', (images) => cameraColumn(rail, images));
  },
  lifecycle: {
    // What was imported while the plugin was not active is read now.
    activated: startBackfill,
  },
});
