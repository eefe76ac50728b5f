import type { Check } from '#doctor';
import type { Database } from '../sql.ts';
import { damagesOf } from './damages-store.ts';

/** Whether the database itself is whole; with MariaDB, whose server looks after that, only where all is to be read. */
export const databaseChecks = (database: Database): Check[] => [
  {
    name: 'the database',
    codes: { 'database-damaged': 'The database is damaged, which only a failing disk or another program does: restore a backup.' },
    async *run({ deep }) {
      for (const what of await damagesOf(database.read, deep)) yield { code: 'database-damaged', what, repaired: false };
    },
  },
];
