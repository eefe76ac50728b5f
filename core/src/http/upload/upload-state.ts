import { isGalleryError } from '@picturerail/sdk';
import { errorText } from '#i18n';
import { findUpload, finishUpload, placeKnown } from '#intake';
import { idIn } from '../addresses.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import type { Room } from '../room.ts';
import { outcomeTold } from './outcome-told.ts';

/** What became of an upload whose answer got lost; takes it in where that is left to do. */
export const showUploadState = (room: Room) => (ctx: Exchange) =>
  answerJson(room, ctx, async () => {
    const { intake } = room.house;
    const { viewer } = whoOf(ctx);
    const { id, offset, bytes } = await findUpload(intake, viewer, ctx.params.upload ?? '');
    if (offset !== bytes) return { offset, bytes };
    return outcomeTold(room, ctx, await finishUpload(intake, viewer, id));
  });

/** Whether a file need not be sent, by its SHA-256; then it is in the album already, or from now on. */
export const askKnown = (room: Room) => (ctx: Exchange) =>
  answerJson(room, ctx, async () => {
    const form = ctx.state.form ?? new URLSearchParams();
    const outcome = await placeKnown(room.house.intake, whoOf(ctx).viewer, {
      albumId: idIn(form.get('album') ?? undefined) ?? 0,
      folders: (form.get('folder') ?? '').split('/'),
      fileName: form.get('filename') ?? '',
      bytes: Number(form.get('bytes')),
      sha256: form.get('sha256') ?? '',
    });
    return outcome === null ? { outcome: null } : outcomeTold(room, ctx, outcome);
  });

/** For the script of the page: a refusal is a sentence in its reader's language. */
async function answerJson({ house }: Room, ctx: Exchange, work: () => Promise<object>): Promise<void> {
  ctx.set('Cache-Control', 'no-store');
  try {
    ctx.body = JSON.stringify(await work());
  } catch (error) {
    if (!isGalleryError(error) || error.status === 500) throw error;
    ctx.status = error.status;
    ctx.body = JSON.stringify({ sentence: errorText(house.texts, whoOf(ctx).viewer.language, error) });
  }
  ctx.type = 'application/json';
}
