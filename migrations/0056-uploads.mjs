export default [
  // A file on its way in over the network: its bytes lie in the data folder under the same id, and their number is how far it is.
  (schema) =>
    schema.createTable(
      'uploads',
      (t) => {
        t.string('id', 32).notNullable();
        t.bigInteger('user_id').notNullable();
        t.bigInteger('album_id').notNullable();
        // Titles of albums below that one, as a list in JSON.
        t.text('folders').notNullable();
        t.string('file_name', 255).notNullable();
        t.bigInteger('bytes').notNullable();
        t.bigInteger('received').notNullable();
        t.string('sha256', 64);
        t.string('state', 10).notNullable();
        // Host and number of the process that takes it in.
        t.string('process', 300);
        t.text('outcome');
        t.bigInteger('touched_at').notNullable();
        t.index(['user_id', 'state'], 'uploads_user');
        t.index(['touched_at'], 'uploads_touched');
      },
      { primary: ['id'] },
    ),
  // One row, taken by whoever reserves space: two that ask at once are not both promised the same.
  (schema) =>
    schema.createTable(
      'upload_turns',
      (t) => {
        t.integer('id').notNullable();
        t.bigInteger('turn').notNullable();
      },
      { primary: ['id'] },
    ),
  async (schema) => {
    if (!(await schema.sql.get('SELECT 1 AS found FROM upload_turns'))) await schema.insert('upload_turns', [{ id: 1, turn: 0 }]);
  },
];
