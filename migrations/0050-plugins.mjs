export default [
  (schema) =>
    schema.createTable(
      'plugins',
      (t) => {
        t.string('id', 20).notNullable();
        t.string('desired', 10).notNullable();
        // What became of it at the last start, and in which version.
        t.string('state', 10).notNullable();
        t.text('reason');
        t.string('version', 60);
        // Null until `lifecycle.install` and `lifecycle.activated` have been through; while one runs, the claims say since when.
        t.bigInteger('installed_at');
        t.bigInteger('install_claimed_at');
        t.bigInteger('activated_at');
        t.bigInteger('activate_claimed_at');
        t.bigInteger('created_at').notNullable();
      },
      { primary: ['id'] },
    ),
];
