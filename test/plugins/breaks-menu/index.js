/** Fails wherever the administration's menu asks. */
export default {
  setup(rail) {
    rail.collect('admin:menu', () => {
      throw new Error('the menu is broken');
    });
    rail.collect('admin:menu', () => [
      null,
      7,
      { label: 'No address' },
      { label: { not: 'text' }, url: '/' },
      { label: 'Elsewhere', url: '//evil.example.org' },
    ]);
  },
};
