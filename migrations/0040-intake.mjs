export default [
  // Bytes on their way in: one claim per content and per file name, held from the choice of the name to the row.
  (schema) =>
    schema.createTable('arrivals', (t) => {
      t.bigIncrements('id');
      t.string('sha256', 64).notNullable();
      t.bigInteger('album_id').notNullable();
      t.string('file_name', 255).notNullable();
      t.string('file_key', 255).notNullable();
      t.string('owner', 36).notNullable();
      // Host and number of the process, which tells at once that it is gone.
      t.string('process', 300).notNullable();
      t.bigInteger('claimed_at').notNullable();
      t.unique(['sha256'], { indexName: 'arrivals_sha256' });
      t.unique(['album_id', 'file_key'], { indexName: 'arrivals_file' });
      t.index(['owner'], 'arrivals_owner');
    }),
  // Whoever holds the row of a parent and a title makes that album; two imports at once make one.
  (schema) =>
    schema.createTable(
      'album_claims',
      (t) => {
        t.string('digest', 64).notNullable();
        t.string('owner', 36).notNullable();
        t.bigInteger('claimed_at').notNullable();
      },
      { primary: ['digest'] },
    ),
  (schema) =>
    schema.createTable('import_roots', (t) => {
      t.bigIncrements('id');
      t.string('path_hash', 64).notNullable();
      t.text('path').notNullable();
      // 0: no album was named, folders became top albums.
      t.bigInteger('into_album_id').notNullable();
      t.bigInteger('run').notNullable();
      t.bigInteger('started_at').notNullable();
      t.bigInteger('finished_at');
      t.unique(['path_hash', 'into_album_id'], { indexName: 'import_roots_path' });
    }),
  (schema) =>
    schema.createTable('import_folders', (t) => {
      t.bigIncrements('id');
      t.bigInteger('root_id').notNullable();
      t.string('path_hash', 64).notNullable();
      t.text('path').notNullable();
      t.bigInteger('album_id');
      t.bigInteger('seen_run').notNullable();
      t.unique(['root_id', 'path_hash'], { indexName: 'import_folders_path' });
      t.index(['root_id', 'seen_run'], 'import_folders_seen');
    }),
  // Names as bytes: no collation pads, folds or refuses them.
  (schema) =>
    schema.createTable(
      'import_sources',
      (t) => {
        t.bigInteger('folder_id').notNullable();
        t.binary('name', 255).notNullable();
        t.bigInteger('size').notNullable();
        t.bigInteger('mtime').notNullable();
        t.string('state', 16).notNullable();
        t.string('sha256', 64);
        t.bigInteger('image_id');
        t.text('reason');
        t.index(['image_id'], 'import_sources_image');
      },
      { primary: ['folder_id', 'name'] },
    ),
];
