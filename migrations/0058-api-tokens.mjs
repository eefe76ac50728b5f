export default [
  // By which programs come in as a user.
  (schema) =>
    schema.createTable('api_tokens', (t) => {
      t.bigIncrements('id');
      // SHA-256 of the token, hex.
      t.string('token_hash', 64).notNullable().unique('api_tokens_token');
      t.bigInteger('user_id').unsigned().notNullable().references('id').inTable('users').onDelete('CASCADE');
      t.string('name', 100).notNullable();
      // Words with spaces between them.
      t.string('scopes', 100).notNullable();
      t.bigInteger('created_at').notNullable();
      t.bigInteger('expires_at').notNullable();
      t.bigInteger('used_at');
      t.index(['user_id'], 'api_tokens_user');
      t.index(['expires_at'], 'api_tokens_expiry');
    }),
];
