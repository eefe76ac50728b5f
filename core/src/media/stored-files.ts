import { copyFile, rm } from 'node:fs/promises';
import type { Step } from '@picturerail/sdk';
import { workingName } from '#runtime';
import { hashFile, type Storage } from '#storage';
import { stepFailed } from './errors.ts';

const scheme = 'file:';

const keyOf = (reference: string) => `${reference.slice(scheme.length, scheme.length + 2)}/${reference.slice(scheme.length)}`;

/** Keeps a copy of a local file by its content; the reference is what steps name. */
export async function keepFile(storage: Storage, file: string): Promise<string> {
  const copy = workingName(storage.tmpDir, 'file');
  try {
    await copyFile(file, copy);
    const reference = `${scheme}${(await hashFile(copy)).sha256}`;
    if (!(await isStoredFile(storage, reference))) await storage.files.adopt(keyOf(reference), copy);
    return reference;
  } finally {
    await rm(copy, { force: true });
  }
}

export const isStoredFile = async (storage: Storage, reference: string) => (await storage.files.stat(keyOf(reference))) !== null;

/** Paths of the files that steps refer to. */
export function storedFiles(storage: Storage, steps: readonly Step[]): { readonly [reference: string]: string } {
  const references = steps.map(({ options }) => options.file).filter((file) => typeof file === 'string');
  return Object.fromEntries(
    references.map((reference) => {
      const local = storage.files.localPath(keyOf(reference));
      if (local === null) throw stepFailed('composite', `the file "${reference}" is not on this machine`);
      return [reference, local];
    }),
  );
}
