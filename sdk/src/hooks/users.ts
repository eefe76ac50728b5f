export interface UserNotice {
  readonly userId: number;
}

/**
 * `users:created`: somebody has an account now. Told after the commit. What `on` throws is logged and changes nothing; an
 * `after` that throws is tried again.
 *
 *     rail.after('users:created', async (users) => rail.log.info('welcome', { count: users.length }));
 */

/**
 * `users:deleted`: accounts are gone. Rows that reference them are gone with them. Told after the commit. Failures as of
 * `users:created`.
 *
 *     rail.after('users:deleted', async (users) => rail.log.info('farewell', { ids: users.map(({ userId }) => userId) }));
 */
