export default [
  (schema) =>
    schema.createTable(
      'protections',
      (t) => {
        t.string('plugin', 20).notNullable();
        // Opaque to whoever keeps it: `gallery`, `album:12`.
        t.string('scope', 60).notNullable();
        t.string('step', 40).notNullable();
        t.bigInteger('created_at').notNullable();
      },
      { primary: ['plugin', 'scope', 'step'] },
    ),
];
