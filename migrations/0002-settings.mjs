export default [
  (schema) =>
    schema.createTable(
      'settings',
      (t) => {
        t.string('owner', 40).notNullable();
        t.string('scope', 40).notNullable();
        t.string('name', 100).notNullable();
        // JSON, or for a secret its cipher text; null where it was unset.
        t.text('value', 'mediumtext');
        // The settings revision that wrote it: tells other processes whose settings have changed.
        t.bigInteger('revision').notNullable();
        t.index(['revision', 'owner'], 'settings_revision');
      },
      { primary: ['owner', 'scope', 'name'] },
    ),
];
