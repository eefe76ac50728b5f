export default [
  (schema) =>
    schema.createTable(
      'revisions',
      (t) => {
        t.string('name', 20).notNullable();
        t.bigInteger('value').notNullable();
      },
      { primary: ['name'] },
    ),
  (schema) =>
    schema.insert('revisions', [
      { name: 'access', value: 1 },
      { name: 'registry', value: 1 },
      { name: 'settings', value: 1 },
    ]),
];
