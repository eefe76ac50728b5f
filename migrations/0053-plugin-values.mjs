export default [
  (schema) =>
    schema.createTable('plugin_values', (t) => {
      t.string('plugin', 20).notNullable();
      // UTF-8 in bytes: texts that differ by a space at the end are one key to MySQL, and both databases sort bytes alike.
      t.binary('name', 570).notNullable();
      t.text('value', 'mediumtext').notNullable();
      t.primary(['plugin', 'name']);
    }),
];
