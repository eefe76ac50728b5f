/** On MySQL one statement, which is passed over where it was through before it was recorded. */
const found = `SELECT 1 AS found FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'seen_at'`;

export default [
  // When somebody last used the account, to the day; sessions end and are deleted.
  async (schema) => {
    if (schema.dialect === 'sqlite') {
      await schema.raw('ALTER TABLE users ADD COLUMN seen_at BIGINT');
      await schema.raw('CREATE INDEX users_seen ON users (seen_at)');
    } else if (!(await schema.sql.get(found))) {
      await schema.raw('ALTER TABLE users ADD COLUMN seen_at BIGINT, ADD INDEX users_seen (seen_at)');
    }
  },
  (schema) => schema.raw('UPDATE users SET seen_at = (SELECT MAX(s.seen_at) FROM sessions s WHERE s.user_id = users.id)'),
];
