export default [
  // Pictures that could not be decoded, so that no process tries them for ever, and people can be told which they are.
  (schema) =>
    schema.createTable('media_faults', (t) => {
      t.bigInteger('image_id').unsigned().primary();
      t.integer('version').notNullable();
      t.string('code', 120).notNullable();
      t.string('message', 2000).notNullable();
      t.integer('attempts').notNullable();
      t.bigInteger('tried_at').notNullable();
    }),
];
