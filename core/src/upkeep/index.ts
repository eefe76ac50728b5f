/**
 * Upkeep: what a gallery does for itself, as jobs whose outcome is kept for the pages that show it: backups, by hand and by
 * schedule, examinations, what takes how much room, and folders of the machine that are imported now and then. Each runs once at a time, in the job process. This room looks
 * after what other rooms own by their doors, and refuses to delete what it did not make. Words it owns: upkeep, outcome, import plan, import run.
 */
export type { BackupWork } from './back-up-job.ts';
export { backupSchedule, scheduleBackup } from './backup-schedule.ts';
export { defineUpkeepJobs } from './define-jobs.ts';
export type { SizesEstimate, SizesWork } from './estimate-sizes.ts';
export { type ExamineWork, examine } from './examine.ts';
export { type BeginOptions, beginImport, scheduleImports, stopImport } from './imports/begin-import.ts';
export { countedTo, importRoots, type ListedFolder, type OpenedFolder, offeredFolder, openFolder } from './imports/folders.ts';
export { freeBytes } from './imports/free-bytes.ts';
export { type ImportProgress, listImports, lookAtImport, lookAtRun, type OpenImport } from './imports/look-at-imports.ts';
export { type ImportPlan, importRhythms, type NewPlan, type Rhythm } from './imports/plan.ts';
export { forgetImport, planImport, scheduleImport } from './imports/plan-import.ts';
export { type ImportRun, isOver, type RunState, type ToldFile } from './imports/run.ts';
export type { RoomTaken } from './measure-room.ts';
export { type Begun, type Outcome, outcomeOf } from './outcome.ts';
export { startUpkeep, type UpkeepWork } from './start-upkeep.ts';
