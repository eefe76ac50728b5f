import { localPath } from '../addresses.ts';
import type { Exchange } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import type { Room } from '../room.ts';

const days = 400;

/** Remembers the language chosen in this browser; one that the gallery does not have changes nothing. */
export const chooseLanguage = (room: Room) => (ctx: Exchange) => {
  const { form } = ctx.state;
  const language = form?.get('language') ?? '';
  if (room.house.texts.languages().includes(language)) room.cookies.set(ctx, 'language', language, { days });
  goOn(ctx, localPath(form?.get('next')));
};
