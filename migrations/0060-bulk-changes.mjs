const id = (t, name) => t.bigInteger(name).unsigned();

export default [
  // One action on many images, carried out by a job; action and selection as JSON. Images above the cursor are behind it.
  (schema) =>
    schema.createTable('bulk_changes', (t) => {
      t.bigIncrements('id');
      id(t, 'user_id').notNullable();
      id(t, 'undone_by');
      t.text('action', 'mediumtext').notNullable();
      t.text('selection', 'mediumtext').notNullable();
      t.string('phase', 10).notNullable();
      id(t, 'cursor_id');
      t.bigInteger('total');
      t.bigInteger('seen').notNullable();
      t.bigInteger('changed').notNullable();
      t.bigInteger('undone').notNullable();
      t.text('error');
      t.bigInteger('created_at').notNullable();
      t.index(['created_at'], 'bulk_changes_created');
    }),
  // What undoing needs to know of each image, as JSON.
  (schema) =>
    schema.createTable(
      'bulk_change_images',
      (t) => {
        id(t, 'change_id').notNullable();
        id(t, 'image_id').notNullable();
        t.text('kept', 'mediumtext').notNullable();
      },
      { primary: ['change_id', 'image_id'] },
    ),
];
