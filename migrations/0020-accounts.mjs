const user = (t) => t.bigInteger('user_id').unsigned().references('id').inTable('users').onDelete('CASCADE');

export default [
  (schema) =>
    schema.createTable('sessions', (t) => {
      t.bigIncrements('id');
      // SHA-256 of the token, hex: the token itself is nowhere.
      t.string('token_hash', 64).notNullable().unique('sessions_token');
      user(t).notNullable();
      t.bigInteger('created_at').notNullable();
      t.bigInteger('seen_at').notNullable();
      t.bigInteger('expires_at').notNullable();
      t.string('ip', 64);
      t.string('agent', 300);
      t.index(['user_id'], 'sessions_user');
      t.index(['expires_at'], 'sessions_expiry');
    }),
  (schema) =>
    schema.createTable('one_time_tokens', (t) => {
      t.bigIncrements('id');
      t.string('token_hash', 64).notNullable().unique('one_time_tokens_token');
      t.string('purpose', 20).notNullable();
      user(t);
      t.bigInteger('created_at').notNullable();
      t.bigInteger('expires_at').notNullable();
      t.index(['user_id'], 'one_time_tokens_user');
    }),
  (schema) =>
    schema.createTable(
      'sign_in_limits',
      (t) => {
        // Keyed hash of an address and a name: nobody's address is stored.
        t.string('bucket', 64).notNullable();
        // The time at which all attempts so far are paid off.
        t.bigInteger('spent_until').notNullable();
        t.index(['spent_until'], 'sign_in_limits_spent');
      },
      { primary: ['bucket'] },
    ),
];
