import { unfilled } from '../unfilled.ts';

/** The name an original gets from the one it came with: NFC, nothing a file system reserves, at most 120 bytes. */
export const fileNameFor = (_original: string): string => unfilled();
/** What makes two names the same in a directory on any file system. */
export const fileKey = (_name: string): string => unfilled();
