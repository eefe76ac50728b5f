/** Asks for a number it thinks of, and for consent; how it misbehaves, the test says. */
export default {
  setup(rail) {
    const fault = () => process.env.TEST_STEP_FAULT;
    const form = (heading, name) => ({ heading, message: 'Fill it in.', fields: [{ name, label: heading }], button: 'Go on' });
    rail.signIn.step('riddle', {
      show: ({ kept, keep }) => {
        if (fault() === 'show') throw new Error('it is broken');
        if (kept === undefined) keep({ number: 7 });
        return form('Riddle', 'number');
      },
      check: ({ kept }, fields) => {
        if (fault() === 'throws') throw new Error('it is broken');
        if (fault() === 'nothing') return undefined;
        if (fault() === 'true') return true;
        if (fault() === 'both') return { holds: true, problem: 'and yet' };
        return Number(fields.get('number')) === kept?.number ? { holds: true } : { problem: 'That is not it.', field: 'number' };
      },
    });
    rail.signIn.step('terms', {
      show: () => form('Terms', 'agreed'),
      check: (_request, fields) => (fields.get('agreed') === 'yes' ? { holds: true } : { problem: 'Agree, or stay outside.' }),
    });
    rail.router.post('/require', async ({ viewer, form: sent }) => {
      for (const step of sent.getAll('step')) await rail.signIn.require(viewer.userId, step);
      return { redirect: '/' };
    });
    rail.router.post('/undone', async ({ viewer }) => {
      await rail.db
        .transaction(async (tx) => {
          await rail.signIn.require(viewer.userId, 'terms', { tx });
          throw new Error('undone');
        })
        .catch(() => {});
      return { json: { asked: await rail.signIn.isRequired(viewer.userId, 'terms') } };
    });
    rail.router.get('/sealed', () => {
      const sealed = rail.secrets.seal('user:1', 'a secret');
      return { json: { plain: sealed.includes('secret'), own: rail.secrets.open('user:1', sealed), moved: rail.secrets.open('user:2', sealed) } };
    });
  },
};
