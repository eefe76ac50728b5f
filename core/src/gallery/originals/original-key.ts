import type { Sql } from '#database';
import type { Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';

export interface OriginalPlace {
  /** Null hangs nowhere: then the id names the file. */
  readonly albumId: number | null;
  readonly fileName: string;
  readonly id?: number;
}
/** Where the original of an image belongs. */
export async function originalKey(_g: Gallery, _place: OriginalPlace): Promise<string> {
  return unfilled();
}
/** Where it may lie: first where it belongs, then where it was while a rename is pending. */
export async function originalKeys(_g: Gallery, _place: OriginalPlace & { readonly id: number }): Promise<string[]> {
  return unfilled();
}
/** Which of these file keys are taken in an album's directory, by originals or by albums. */
export async function takenFileKeys(_sql: Sql, _albumId: number, _keys: readonly string[]): Promise<Set<string>> {
  return unfilled();
}
