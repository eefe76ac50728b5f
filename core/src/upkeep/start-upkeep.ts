import type { Jobs } from '#jobs';
import type { BackupWork } from './back-up-job.ts';
import type { SizesWork } from './estimate-sizes.ts';
import type { ExamineWork } from './examine.ts';

/** What can be asked for, by the name of its job. */
export interface UpkeepWork {
  readonly 'upkeep:backup': BackupWork;
  readonly 'upkeep:examine': ExamineWork;
  readonly 'upkeep:room': null;
  readonly 'upkeep:sizes': SizesWork;
}

/** Soon, in the job process; one that waits already stands for this one too. Sooner than sizes of pictures: somebody waits for it. */
export const startUpkeep = <Name extends keyof UpkeepWork>(jobs: Pick<Jobs, 'add'>, name: Name, work: UpkeepWork[Name]): Promise<void> =>
  jobs.add(null, name, work, { key: name, priority: 10 });
