export default [
  (schema) =>
    schema.createTable('activity', (t) => {
      t.bigIncrements('id');
      t.bigInteger('done_at').notNullable();
      t.string('area', 20).notNullable();
      t.string('deed', 40).notNullable();
      // Neither points at its row: what was done stays when the user and the thing are gone.
      t.bigInteger('user_id').unsigned();
      t.string('user_name', 100);
      t.string('origin', 64);
      t.bigInteger('object_id').unsigned();
      t.string('object_name', 300);
      t.string('detail', 500);
      t.bigInteger('amount').notNullable();
      t.index(['done_at', 'id'], 'activity_time');
      t.index(['area', 'id'], 'activity_area');
      t.index(['user_id', 'id'], 'activity_user');
    }),
];
