import '../canary.test.ts';
import { holes } from '../canary/holes.ts';
import { tell } from './told.ts';

tell(`The same through one that stands still, and ${holes.length} planted holes, on each database.`);
