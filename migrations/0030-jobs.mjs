export default [
  (schema) =>
    schema.createTable('jobs', (t) => {
      t.bigIncrements('id');
      t.string('name', 120).notNullable();
      t.string('job_key', 190);
      // The key while the job waits: what a second one of the same key meets.
      t.string('waiting_key', 190);
      t.text('payload', 'mediumtext').notNullable();
      t.string('state', 10).notNullable();
      // Minus the priority, so that one ascending index gives the order.
      t.integer('turn').notNullable();
      t.bigInteger('run_at').notNullable();
      t.integer('attempts').notNullable();
      t.string('lease_token', 32);
      t.bigInteger('lease_until');
      // Which of the runs allowed at once this is, where a name has a limit.
      t.integer('run_slot');
      t.bigInteger('progress_done');
      t.bigInteger('progress_total');
      t.text('progress_state', 'mediumtext');
      t.text('error');
      t.bigInteger('created_at').notNullable();
      t.bigInteger('started_at');
      t.bigInteger('finished_at');
      t.unique(['name', 'waiting_key'], { indexName: 'jobs_waiting_key' });
      t.unique(['name', 'run_slot'], { indexName: 'jobs_run_slot' });
      t.index(['state', 'name', 'turn', 'run_at', 'id'], 'jobs_next');
    }),
];
