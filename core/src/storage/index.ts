/**
 * Storage: where bytes live. Opens the stores of an installation (originals, derivatives, files that plans refer to)
 * and brings the driver for local folders. Writing is all or nothing: temporary file, fsync, rename. This room does not
 * know what a key means, never interprets content, and refuses keys that could leave their folder. Originals in a folder
 * that was declared a root are only read, and never through a link. Words it owns: key, driver.
 */
export { copyAndHash, type Hashed, hashFile } from './copy-and-hash.ts';
export { createLocalStorage, type LocalStorageOptions } from './local-storage.ts';
export { openInRoot, pathInRoot } from './open-in-root.ts';
export type { OriginalPlace } from './original-place.ts';
export { prepareStorage } from './prepare-storage.ts';
export { probeStorage } from './probe-storage.ts';
export { type FoundOriginal, findOriginal } from './read-original.ts';
export { openStorage, type Storage } from './storage.ts';
export { syncDirectory, syncFile } from './sync-path.ts';
export { withOriginal } from './with-original.ts';
export { withPlainPath } from './with-plain-path.ts';
