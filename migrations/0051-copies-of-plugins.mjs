const columnFound = 'SELECT 1 AS found FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?';

/** MySQL commits the change by itself: a step cut off before it was recorded finds it made. */
const add = (name, define) => async (schema) => {
  if (schema.dialect === 'mysql' && (await schema.sql.get(columnFound, ['plugins', name]))) return;
  await schema.alterTable('plugins', define);
};

export default [
  // Plugin or theme: both are installed, updated and rolled back alike.
  add('kind', (t) => t.string('kind', 10).notNullable().defaultTo('plugin')),
  // Which installed copy is current, `<version>+<hash>`; null: the bundled one. And the one before it, or `bundled`.
  add('folder', (t) => t.string('folder', 120)),
  add('previous', (t) => t.string('previous', 120)),
  // Where it came from, as it was asked for: what an update asks for again.
  add('source', (t) => t.string('source', 500)),
  // The highest version that its data have followed, and since when a process is at it.
  add('data_version', (t) => t.string('data_version', 60)),
  add('update_claimed_at', (t) => t.bigInteger('update_claimed_at')),
  // Rises where one that failed is to be tried again.
  add('attempt', (t) => t.integer('attempt').notNullable().defaultTo(0)),
  (schema) => schema.raw('UPDATE plugins SET data_version = version WHERE installed_at IS NOT NULL'),
  // Processes that serve or work, and the revision of the registry each stands at.
  (schema) =>
    schema.createTable('processes', (t) => {
      t.string('id', 36).primary();
      t.string('role', 10).notNullable();
      // Machine, number and begin of the process.
      t.string('holder', 255).notNullable();
      t.bigInteger('started_at').notNullable();
      t.bigInteger('seen_at').notNullable();
      t.bigInteger('registry').notNullable();
    }),
];
