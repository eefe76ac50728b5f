import { Readable } from 'node:stream';
import { type Activity, asCsvLine, asJsonLine, csvHead, eachActivity } from '#activity';
import type { Exchange } from '../../exchange.ts';
import type { Room } from '../../room.ts';
import { activityAsked, filterOf } from './activity-asked.ts';

/** A table for spreadsheets. */
export const exportCsv = (room: Room) => (ctx: Exchange) =>
  send(room, ctx, { name: 'activity.csv', type: 'text/csv; charset=utf-8', head: csvHead(), line: asCsvLine });

/** One object a line, for programs. */
export const exportJsonLines = (room: Room) => (ctx: Exchange) =>
  send(room, ctx, { name: 'activity.jsonl', type: 'application/jsonl; charset=utf-8', head: '', line: asJsonLine });

interface Format {
  readonly name: string;
  readonly type: string;
  readonly head: string;
  readonly line: (one: Activity) => string;
}

/** Sent as it is read: the log of years does not have to fit into memory. */
async function send(room: Room, ctx: Exchange, { name, type, head, line }: Format): Promise<void> {
  const filter = await filterOf(room, activityAsked(ctx));
  ctx.set('Content-Type', type);
  ctx.set('Content-Disposition', `attachment; filename="${name}"`);
  ctx.body = Readable.from(linesOf(room, filter, { head, line }), { objectMode: false });
}

async function* linesOf({ house }: Room, filter: Parameters<typeof eachActivity>[1], { head, line }: Pick<Format, 'head' | 'line'>): AsyncGenerator<Buffer> {
  let text = head;
  for await (const one of eachActivity(house.database, filter)) {
    text += line(one);
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
