/**
 * Intake: one way in. A file is sniffed, copied while it is hashed, looked at (a JPEG by its header and its end,
 * others by decoding them), shown to the plugins that read metadata,
 * put in place and given its row, its rows of plugins and the job that makes it ready in one transaction; imports, uploads and
 * the API all go through `takeIn`. An upload
 * is begun, appended to and finished, over as many requests, processes and days as it takes; then its file arrives as any other. Importing a folder makes albums of folders and remembers what it took. This room
 * refuses what is no picture with a reason that people understand, stores the same bytes once, and leaves nothing half
 * stored. It decides no rights beyond asking the gallery, and prints nothing. Words it owns: arrival, import, source
 * (a file an import came across), upload, reading, backfill.
 */
export type { Arrival, NotTaken, SourceFile, Taken, TakenImage } from './arrival.ts';
export { backfillImages } from './backfill-images.ts';
export { defineIntakeJobs } from './define-jobs.ts';
export { intakeChecks } from './doctor/intake-checks.ts';
export { imagesContribution } from './images-contribution.ts';
export type { Entry, EntryState } from './import/entry.ts';
export { fateByName } from './import/fate-by-name.ts';
export { importFolder } from './import/import-folder.ts';
export type { ImportOptions, Progress } from './import/import-options.ts';
export { printable } from './import/source-name.ts';
export { filesSeen, type Summary, type Tally } from './import/summary.ts';
export { readFolder } from './import/walk-folder.ts';
export { createIntake, type Intake, type IntakeOptions } from './intake.ts';
export { reapArrivals } from './reap-arrivals.ts';
export { takeIn } from './take-in.ts';
export { abandonUpload } from './uploads/abandon-upload.ts';
export { appendUpload } from './uploads/append-upload.ts';
export { beginUpload, largestUpload, refuseWithoutRoom } from './uploads/begin-upload.ts';
export { findUpload } from './uploads/find-upload.ts';
export { finishUpload } from './uploads/finish-upload.ts';
export { placeKnown } from './uploads/place-known.ts';
export { refuseUpload } from './uploads/refuse-upload.ts';
export { sweepUploads } from './uploads/sweep-uploads.ts';
export { expiryMs as uploadExpiryMs, type NewUpload, type Upload, type UploadOutcome } from './uploads/upload.ts';
