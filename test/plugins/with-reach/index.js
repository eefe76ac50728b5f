/** Remembers, asks elsewhere, keeps what it heard, and writes to people. */
export default {
  setup(rail) {
    const weather = rail.cache.of('weather', { entries: 10 });
    const text = async (url) => (await rail.fetch(url)).text();
    rail.router.get('/count', async () => {
      const visits = ((await rail.kv.get('visits')) ?? 0) + 1;
      await rail.kv.set('visits', visits);
      return { json: { visits } };
    });
    rail.router.get('/weather', async ({ query }) => ({ json: { weather: await weather.get(query.get('at'), () => text(query.get('at'))) } }));
    rail.router.get('/write', async ({ query }) => {
      const link = query.has('link') ? ` See ${rail.mail.link('/p/with-reach/count')}.` : '';
      await rail.db.transaction(async (tx) => {
        await rail.mail.send({ to: 'ana@example.org', subject: 'A visit', text: `Somebody came.${link}` }, { tx });
        if (query.has('undo')) throw new Error('undone');
      });
      return { json: { ready: await rail.mail.ready() } };
    });
  },
};
