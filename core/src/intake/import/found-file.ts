import { rm } from 'node:fs/promises';
import type { SourceFile } from '../arrival.ts';
import type { Fresh, Prepared } from '../prepared.ts';
import type { SourceRow } from './sources-store.ts';

/** A file that is to be taken in, as the walk found it. */
export interface FoundFile {
  /** As reports show it. */
  readonly path: string;
  readonly file: Buffer;
  readonly name: Buffer;
  /** Of the folders that lead to it. */
  readonly names: readonly Buffer[];
  readonly folderId: number;
  readonly size: number;
  readonly mtime: number;
  /** The image whose original it was when it looked different. */
  readonly source?: SourceRow & { readonly imageId: number };
}

export interface PreparedFile {
  readonly found: FoundFile;
  /** `touched`: its time is another one, its content is not. */
  readonly prepared: Prepared<SourceFile> | 'touched';
}

/** A file whose image gets its bytes as a new version. */
export interface FreshFile {
  readonly found: FoundFile & Required<Pick<FoundFile, 'source'>>;
  readonly prepared: Fresh<SourceFile>;
}

/** What is left of a file that is not settled. */
export const discardFile = async ({ prepared }: Pick<PreparedFile, 'prepared'>): Promise<void> => {
  if (prepared !== 'touched' && prepared.kind === 'fresh' && prepared.file !== '') await rm(prepared.file, { force: true });
};
