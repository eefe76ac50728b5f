import type { PageAnswer } from '@picturerail/sdk';
import type { Route } from '#routes';
import { renderAdmin } from '../admin/render-admin.ts';
import { pageNotFound } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { nameOf } from '../media/original-headers.ts';
import { type Room, render } from '../room.ts';
import { allowSources } from '../secure-headers.ts';

type Answer<Key extends string> = Extract<PageAnswer, { readonly [K in Key]: unknown }>;

/** What a plugin's page answered, as a response; the kernel has checked it. */
export async function sendAnswer(room: Room, ctx: Exchange, { answer, route }: { readonly answer: PageAnswer; readonly route: Route }): Promise<void> {
  if (answer === null) throw pageNotFound();
  if ('redirect' in answer) return goOn(ctx, answer.redirect);
  if (answer.status !== undefined) ctx.status = answer.status;
  if ('html' in answer) return sendPage(room, ctx, { answer, route });
  if ('json' in answer) sendJson(ctx, answer);
  else sendBody(ctx, answer);
  ctx.set('Cache-Control', 'private, no-cache');
}

async function sendPage(room: Room, ctx: Exchange, { answer, route }: { readonly answer: Answer<'html'>; readonly route: Route }): Promise<void> {
  const { title, html } = answer;
  if (route.admin === null) await render(room, ctx, 'page', { page: { title }, data: { heading: title, html } });
  else await renderAdmin(room, ctx, 'page', { title, data: { html } });
  allowSources(ctx, route.csp);
}

function sendJson(ctx: Exchange, { json }: Answer<'json'>): void {
  ctx.body = JSON.stringify(json);
  ctx.type = 'application/json; charset=utf-8';
}

function sendBody(ctx: Exchange, { body, type, fileName }: Answer<'body'>): void {
  ctx.set('Content-Type', type);
  ctx.body = body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body;
  if (fileName !== undefined) ctx.set('Content-Disposition', `attachment; ${nameOf(fileName)}`);
}
