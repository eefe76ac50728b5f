/** @type {import('@picturerail/sdk').Plugin} */
export default {
  setup(rail) {
    rail.slot('image.panel@1', (images) => images.map((image) => rail.html`<section><h2>First plugin</h2><p>${image.title}</p></section>`));
  },
};
