const columnFound = 'SELECT 1 AS found FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?';

export default [
  // Where the albums below lay before a move: they follow it in steps. Null until the album itself has moved. MySQL commits
  // the change by itself: a step cut off before it was recorded finds it made.
  async (schema) => {
    if (schema.dialect === 'mysql' && (await schema.sql.get(columnFound, ['access_changes', 'from_path']))) return;
    await schema.alterTable('access_changes', (t) => t.string('from_path', 700));
  },
  // Held by whoever notes renames of originals, so that no directory is renamed between their places being read and noted.
  (schema) => schema.insert('revisions', [{ name: 'directories', value: 1 }]),
];
