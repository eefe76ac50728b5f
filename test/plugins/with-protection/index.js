/** Tints the images that its settings name, and says that they must not be shown otherwise; one of its pages ends the process. */
export default {
  setup(rail) {
    if (process.env.TEST_PLUGIN_BROKEN) throw new Error('it is broken');
    rail.router.get('/exit', () => process.exit(1));
    rail.collect('media:steps', async (requests) => {
      const { scope, images } = await rail.settings.get();
      const asked = [...new Set(requests.map(({ imageId }) => imageId))].filter((id) => images.includes(id));
      return asked.map((imageId) => ({ imageId, scope, required: true, steps: [{ operation: 'tint', options: { color: '#00ff00' } }] }));
    });
  },
};
