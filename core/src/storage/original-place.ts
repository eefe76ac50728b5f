/**
 * Where an original may lie: under keys of the storage, the first that exists (two while its album is being renamed), or
 * in a folder that was declared a root, which is only ever read. The path below a root as bytes: it need not be text.
 */
export type OriginalPlace = { readonly keys: readonly string[] } | { readonly root: string; readonly path: Buffer };
