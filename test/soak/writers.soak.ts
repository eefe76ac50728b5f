import '../../core/src/gallery/concurrency.test.ts';
import { tell } from './told.ts';

const rounds = Number(process.env.WRITER_ROUNDS);
tell(`Four importers, one who changes lists and places and one who chooses covers at once, ${rounds} rounds each (${rounds * 12} images), on each database.`);
