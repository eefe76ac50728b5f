import { createHash } from 'node:crypto';

/** By which things that are interned by content are found again. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
