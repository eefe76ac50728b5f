import { definePlugin } from '@picturerail/sdk';
import { backfill, backfillJob, startBackfill } from './backfill.ts';
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
  },
  lifecycle: {
    // What was imported while the plugin was not active is read now.
    activated: startBackfill,
  },
});
