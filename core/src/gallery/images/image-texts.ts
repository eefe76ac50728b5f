import type { ReadingFields } from '@picturerail/sdk';
import { timeInvalid } from './errors.ts';
import type { ImageTexts } from './images-store.ts';

/** Bits of `images.edited`; taken-at and its offset are one field to people. */
export const editedBits = { title: 1, description: 2, author: 4, takenAt: 8 } as const;

const longest = { title: 500, author: 300, description: 20_000 } as const;

// The range of a JavaScript date.
const farthest = 8.64e15;

/** Composed, cut to what the column takes, without halves of characters. */
export function readText(field: keyof typeof longest, text: string): string {
  const clean = text.normalize('NFC').replaceAll('\0', '').trim().slice(0, longest[field]);
  return Buffer.from(clean, 'utf8').toString('utf8');
}

export function readTime(value: number | null): number | null {
  if (value === null) return null;
  if (!Number.isFinite(value) || Math.abs(value) > farthest) throw timeInvalid(value);
  return Math.trunc(value);
}

const isTime = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value) && Math.abs(value) <= farthest;
const isOffset = (value: number | undefined): value is number => value !== undefined && Number.isInteger(value) && Math.abs(value) <= 24 * 60;

/** What metadata says, put where no person has edited; a value that makes no sense is passed over. */
export function filled(texts: ImageTexts, fields: ReadingFields): ImageTexts {
  const open = (field: keyof typeof editedBits) => (texts.edited & editedBits[field]) === 0;
  const text = (field: keyof typeof longest) => (fields[field] !== undefined && open(field) ? readText(field, fields[field]) : texts[field]);
  const timed = isTime(fields.takenAt) && open('takenAt');
  return {
    ...texts,
    title: text('title'),
    description: text('description'),
    author: text('author'),
    takenAt: timed ? Math.trunc(fields.takenAt as number) : texts.takenAt,
    takenOffset: timed ? (isOffset(fields.takenOffset) ? fields.takenOffset : null) : texts.takenOffset,
  };
}

export const noTexts: ImageTexts = { title: '', description: '', author: '', takenAt: null, takenOffset: null, edited: 0 };
