import type { DefineOptions } from '#jobs';
import type { House } from '../house.ts';
import { backUpJob } from './back-up-job.ts';
import { estimateSizesJob } from './estimate-sizes.ts';
import { examineJob } from './examine.ts';
import { importJobName } from './imports/begin-import.ts';
import { importAttempts, importJob } from './imports/import-job.ts';
import { measureRoomJob } from './measure-room.ts';

/** What fails is shown with its reason, and begun again by whoever reads it. */
const once: DefineOptions = { exclusive: true, attempts: 1 };

/** What the pages of upkeep leave to jobs. */
export function defineUpkeepJobs(house: House): House {
  house.jobs.define('upkeep:backup', backUpJob(house), once);
  house.jobs.define('upkeep:examine', examineJob(house), once);
  house.jobs.define('upkeep:room', measureRoomJob(house), once);
  house.jobs.define('upkeep:sizes', estimateSizesJob(house), once);
  house.jobs.define(importJobName, importJob(house), { exclusive: true, attempts: importAttempts });
  return house;
}
