/**
 * Backup: copies of a whole gallery, and the way back. A backup is a folder: the rows of all tables in a form that both
 * databases understand, originals under the places they had, files, installed plugins, the secret key, and a manifest with
 * the digest of everything. It is taken while the gallery serves, and one of the tables before every migration. It refuses
 * to pass for whole before it is, to be restored over anything, and to trust what a manifest says of places and names.
 * Words it owns: backup, restore.
 */
export { type BackupSummary, backUp } from './back-up.ts';
export { type KeptBackup, listBackups } from './list-backups.ts';
export { migrateSafely } from './migrate-safely.ts';
export { type RestoreSummary, restoreBackup } from './restore-backup.ts';
