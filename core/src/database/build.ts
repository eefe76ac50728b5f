import knex, { type Knex } from 'knex';
import type { Dialect } from './sql.ts';

const builders = new Map<Dialect, Knex>();

/** A knex without a connection: it writes SQL (`.toSQL().toNative()`), our handles run it. */
export function build(dialect: Dialect): Knex {
  let builder = builders.get(dialect);
  if (!builder) {
    builder = knex({ client: dialect === 'sqlite' ? 'better-sqlite3' : 'mysql2', useNullAsDefault: true });
    builders.set(dialect, builder);
  }
  return builder;
}
