/**
 * Intake: one way in. A file is sniffed, copied while it is hashed, looked at (a JPEG by its header and its end,
 * others by decoding them), shown to the plugins that read metadata,
 * put in place and given its row, its rows of plugins and the job that makes it ready in one transaction; imports, uploads and
 * the API all go through `takeIn`. Importing a folder makes albums of folders and remembers what it took. This room
 * refuses what is no picture with a reason that people understand, stores the same bytes once, and leaves nothing half
 * stored. It decides no rights beyond asking the gallery, and prints nothing. Words it owns: arrival, import, source
 * (a file an import came across), reading, backfill.
 */
export type { Arrival, NotTaken, SourceFile, Taken, TakenImage } from './arrival.ts';
export { backfillImages } from './backfill-images.ts';
export { defineOriginals } from './define-originals.ts';
export { definePurged } from './define-purged.ts';
export { intakeChecks } from './doctor/intake-checks.ts';
export { imagesContribution } from './images-contribution.ts';
export type { Entry, EntryState } from './import/entry.ts';
export { importFolder } from './import/import-folder.ts';
export type { ImportOptions, Progress } from './import/import-options.ts';
export { printable } from './import/source-name.ts';
export { filesSeen, type Summary, type Tally } from './import/summary.ts';
export { createIntake, type Intake, type IntakeOptions } from './intake.ts';
export { reapArrivals } from './reap-arrivals.ts';
export { takeIn } from './take-in.ts';
