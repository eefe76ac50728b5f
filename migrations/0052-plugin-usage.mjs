export default [
  (schema) =>
    schema.createTable(
      'plugin_usage',
      (t) => {
        t.string('plugin', 20).notNullable();
        // Where its code ran: a hook, a slot, a timer, a job.
        t.string('place', 190).notNullable();
        t.bigInteger('calls').notNullable();
        t.bigInteger('faults').notNullable();
        // Microseconds: in which nothing else could run, and which callers waited.
        t.bigInteger('busy_us').notNullable();
        t.bigInteger('waited_us').notNullable();
        t.text('last_fault');
        t.bigInteger('last_fault_at');
      },
      { primary: ['plugin', 'place'] },
    ),
  // "quarantined" is longer than all states before it.
  (schema) => schema.raw({ mysql: 'ALTER TABLE plugins MODIFY state varchar(20) NOT NULL' }),
];
