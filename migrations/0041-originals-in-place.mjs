/** Several changes of a table as one step; on MySQL one statement, which is passed over where it was through before it was recorded. */
const expand =
  (table, column, { sqlite, mysql }) =>
  async (schema) => {
    if (schema.dialect === 'sqlite') {
      for (const statement of sqlite) await schema.raw(statement);
      return;
    }
    const found = 'SELECT 1 AS found FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?';
    if (!(await schema.sql.get(found, [table, column]))) await schema.raw(mysql);
  };

export default [
  // Folders whose pictures are served from where they lie.
  (schema) =>
    schema.createTable('original_roots', (t) => {
      t.bigIncrements('id');
      t.string('path_hash', 64).notNullable();
      t.text('path').notNullable();
      t.bigInteger('created_at').notNullable();
      t.unique(['path_hash'], { indexName: 'original_roots_path' });
    }),
  // Without a root the original is stored, and its place follows from its main album. The path as bytes, and its digest.
  expand('images', 'root_id', {
    sqlite: [
      'ALTER TABLE images ADD COLUMN root_id BIGINT',
      'ALTER TABLE images ADD COLUMN relative_path BLOB',
      'ALTER TABLE images ADD COLUMN relative_hash VARCHAR(43)',
      'CREATE UNIQUE INDEX images_original ON images (root_id, relative_hash)',
    ],
    mysql: `ALTER TABLE images ADD COLUMN root_id BIGINT UNSIGNED, ADD COLUMN relative_path VARBINARY(4096),
      ADD COLUMN relative_hash VARCHAR(43) COLLATE utf8mb4_bin, ADD UNIQUE INDEX images_original (root_id, relative_hash)`,
  }),
  // An import whose originals stay where they lie.
  expand('import_roots', 'original_root_id', {
    sqlite: ['ALTER TABLE import_roots ADD COLUMN original_root_id BIGINT'],
    mysql: 'ALTER TABLE import_roots ADD COLUMN original_root_id BIGINT',
  }),
  // What tells a file again that has moved: its size and time, then its content, of which the beginning is known first.
  expand('import_sources', 'head_hash', {
    sqlite: ['ALTER TABLE import_sources ADD COLUMN head_hash VARCHAR(43)', 'CREATE INDEX import_sources_content ON import_sources (size, mtime)'],
    mysql: 'ALTER TABLE import_sources ADD COLUMN head_hash VARCHAR(43) COLLATE utf8mb4_bin, ADD INDEX import_sources_content (size, mtime)',
  }),
];
