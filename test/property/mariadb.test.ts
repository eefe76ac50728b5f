import { describe, it } from 'vitest';
import { testDatabases } from '../../core/src/database/testing.ts';
import { playOn } from './play-on.ts';

const kinds = testDatabases().filter(({ name }) => name !== 'SQLite');
for (const kind of kinds) playOn(kind);
if (kinds.length === 0) describe.skip('random histories on MariaDB', () => it('need TEST_DATABASE_URL', () => {}));
