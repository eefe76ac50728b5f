import '../database-outage.test.ts';
import '../disk-outage.test.ts';
import '../vanished-originals.test.ts';
import { tell } from './told.ts';

tell(`The database away for ${Number(process.env.OUTAGE_MS) / 1000} seconds, disks that are full or read-only, originals taken away and changed.`);
