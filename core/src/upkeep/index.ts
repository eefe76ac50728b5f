/**
 * Upkeep: what a gallery does for itself, as jobs whose outcome is kept for the pages that show it: backups, by hand and by
 * schedule, examinations, and what takes how much room. Each runs once at a time, in the job process. This room looks
 * after what other rooms own by their doors, and refuses to delete what it did not make. Words it owns: upkeep, outcome.
 */
export type { BackupWork } from './back-up-job.ts';
export { backupSchedule, scheduleBackup } from './backup-schedule.ts';
export { defineUpkeepJobs } from './define-jobs.ts';
export type { SizesEstimate, SizesWork } from './estimate-sizes.ts';
export { type ExamineWork, examine } from './examine.ts';
export type { RoomTaken } from './measure-room.ts';
export { type Begun, type Outcome, outcomeOf } from './outcome.ts';
export { startUpkeep, type UpkeepWork } from './start-upkeep.ts';
