import { testDatabases } from '../../core/src/database/testing.ts';
import { casesOn } from '../property/cases.ts';
import { playOn } from '../property/play-on.ts';
import { tell } from './told.ts';

for (const kind of testDatabases().filter(({ name }) => name === 'SQLite')) playOn(kind);
tell(`${casesOn('SQLite').toLocaleString('en')} random histories of a gallery on SQLite.`);
