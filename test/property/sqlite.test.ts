import { testDatabases } from '../../core/src/database/testing.ts';
import { playOn } from './play-on.ts';

// A file for each database: files run side by side.
for (const kind of testDatabases().filter(({ name }) => name === 'SQLite')) playOn(kind);
