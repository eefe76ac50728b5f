import { isGalleryError } from '@picturerail/sdk';
import { errorText } from '#i18n';
import { type Exchange, whoOf } from '../../exchange.ts';
import type { Room } from '../../room.ts';

/** Sentence by field; under `form` what is about none of them. */
export type Problems = { readonly [field: string]: string };

/** What was refused, in the reader's language and beside the field it is about, with the status of the answer; a fault is thrown on. */
export function refusalIn({ house }: Room, ctx: Exchange, error: unknown): Problems {
  if (!isGalleryError(error) || error.status >= 500 || error.code === 'page-not-found') throw error;
  ctx.status = error.status;
  const field = typeof error.data.field === 'string' ? error.data.field : 'form';
  return { [field]: errorText(house.texts, whoOf(ctx).viewer.language, error) };
}
