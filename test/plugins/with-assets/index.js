/** Says where its file is. */
export default {
  setup(rail) {
    const url = rail.asset('with-assets.css');
    rail.router.get('/', () => ({ json: { url } }));
  },
};
