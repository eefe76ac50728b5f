import { GalleryError } from '@picturerail/sdk';
import { errorText } from '#i18n';
import type { UploadOutcome } from '#intake';
import { type Exchange, whoOf } from '../exchange.ts';
import { type Room, text } from '../room.ts';

/** What became of a file, for the one who sent it. */
export interface OutcomeTold {
  readonly outcome: UploadOutcome['outcome'];
  /** The image, where it is one now. */
  readonly url?: string;
  readonly sentence: string;
}

export function outcomeTold(room: Room, ctx: Exchange, outcome: UploadOutcome): OutcomeTold {
  if ('imageId' in outcome) return { outcome: outcome.outcome, url: `/images/${outcome.imageId}`, sentence: text(room, ctx, `upload.${outcome.outcome}`) };
  const { texts } = room.house;
  return { outcome: outcome.outcome, sentence: errorText(texts, whoOf(ctx).viewer.language, new GalleryError(outcome.code, outcome.reason)) };
}
