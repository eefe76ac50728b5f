const id = (t, name) => t.bigInteger(name).unsigned();

export default [
  // A folder of this machine that is imported from the administration, now and then or by schedule.
  (schema) =>
    schema.createTable('import_plans', (t) => {
      t.bigIncrements('id');
      t.string('folder_hash', 64).notNullable();
      t.text('folder').notNullable();
      // 0: no album was named, folders become top albums.
      id(t, 'into_album_id').notNullable();
      t.integer('in_place').notNullable();
      // Of outermost albums that are made; null: they inherit.
      t.string('access', 20);
      t.string('every', 10).notNullable();
      // Of the day and of the week by the clock of the machine; Sunday is 0.
      t.integer('at_minute').notNullable();
      t.integer('at_weekday').notNullable();
      t.bigInteger('next_at');
      t.bigInteger('created_at').notNullable();
      t.unique(['folder_hash', 'into_album_id'], { indexName: 'import_plans_folder' });
      t.index(['next_at'], 'import_plans_next');
    }),
  (schema) =>
    schema.createTable('import_runs', (t) => {
      t.bigIncrements('id');
      id(t, 'plan_id').notNullable();
      t.string('state', 10).notNullable();
      // Nothing was written, only looked at.
      t.integer('simulated').notNullable();
      // Neither points at its row: who asked is told when the user is gone. Both null: the schedule did.
      id(t, 'user_id');
      t.string('user_name', 100);
      t.bigInteger('asked_at').notNullable();
      t.bigInteger('started_at');
      t.bigInteger('finished_at');
      // How many times in a row a schedule came to the same; they share this row.
      t.bigInteger('times').notNullable();
      t.integer('quiet').notNullable();
      // What came of it, as JSON; and why nothing did.
      t.text('summary', 'mediumtext');
      t.text('error');
      t.bigInteger('told').notNullable();
      t.index(['plan_id', 'id'], 'import_runs_plan');
      t.index(['state'], 'import_runs_state');
    }),
  // Files of which a report says more than a number.
  (schema) =>
    schema.createTable(
      'import_run_files',
      (t) => {
        id(t, 'run_id').notNullable();
        t.bigInteger('number').notNullable();
        t.string('state', 16).notNullable();
        t.string('code', 100).notNullable();
        t.text('path').notNullable();
        t.text('reason').notNullable();
      },
      { primary: ['run_id', 'number'] },
    ),
];
