const user = (t) => t.bigInteger('user_id').unsigned().notNullable().references('id').inTable('users').onDelete('CASCADE');

export default [
  // What is asked of whom after the password: known without the plugin that asks, so that it fails closed.
  (schema) =>
    schema.createTable(
      'sign_in_steps',
      (t) => {
        user(t);
        t.string('plugin', 20).notNullable();
        t.string('step', 40).notNullable();
        t.bigInteger('created_at').notNullable();
        t.index(['plugin'], 'sign_in_steps_plugin');
      },
      { primary: ['user_id', 'plugin', 'step'] },
    ),
  (schema) =>
    schema.createTable('pending_sign_ins', (t) => {
      t.bigIncrements('id');
      // SHA-256 of the token in the browser's cookie, hex.
      t.string('token_hash', 64).notNullable().unique('pending_sign_ins_token');
      user(t);
      // How it was said who it is, as the activity calls it.
      t.string('method', 40).notNullable();
      t.string('next_path', 2000).notNullable();
      // Steps that are through, as JSON.
      t.text('passed').notNullable();
      // What the step at hand keeps, as JSON.
      t.text('kept');
      t.bigInteger('expires_at').notNullable();
      t.index(['user_id'], 'pending_sign_ins_user');
      t.index(['expires_at'], 'pending_sign_ins_expiry');
    }),
];
