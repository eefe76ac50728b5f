import { testDatabases } from '../../core/src/database/testing.ts';
import { playOn } from './play-on.ts';

for (const kind of testDatabases()) playOn(kind);
