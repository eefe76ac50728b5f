import '../canary-moving.test.ts';
import { tell } from './told.ts';

const rounds = Number(process.env.CANARY_ROUNDS);
tell(
  `Seven strangers through a gallery in motion, ${rounds} times while hidden things change places and ${rounds} times while much is shown for a while, on each database.`,
);
