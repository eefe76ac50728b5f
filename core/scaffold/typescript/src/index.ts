import { definePlugin } from '@picturerail/sdk';
import { remember } from './hung.ts';
import { renderPanels } from './render-panels.ts';

/** Remembers when an image came into the gallery, and says so beside it. */
export default definePlugin({
  setup(rail) {
    rail.after('images:imported', (images) => remember(rail, images));
    rail.slot('image.panel@1', (images, { language }) => renderPanels(rail, images, language));
  },
});
