import { STATUS_CODES } from 'node:http';
import { GalleryError, type Html, html, isGalleryError } from '@picturerail/sdk';
import { apiTokenIn } from '#accounts';
import { errorText } from '#i18n';
import { methodNotAllowed, methodUnknown, pageNotFound } from './errors.ts';
import type { Exchange, Next, Step } from './exchange.ts';
import { loggedPath } from './log-requests.ts';
import { signInAddress } from './page-data.ts';
import { type Room, render } from './room.ts';

/** What a handler may have set for the response it meant to give. */
const ofTheOther = ['Content-Type', 'Content-Encoding', 'Content-Disposition', 'ETag', 'Last-Modified', 'Accept-Ranges', 'Content-Range', 'X-Accel-Redirect'];

/** The one place where errors become responses; also where nobody has answered. */
export const answerErrors =
  (room: Room): Step =>
  async (ctx: Exchange, next: Next) => {
    try {
      await next();
      refuseUnanswered(ctx);
    } catch (error) {
      if (ctx.res.headersSent) throw error;
      await answer(room, ctx, refusalOf(room, ctx, error));
    }
  };

function refuseUnanswered(ctx: Exchange): void {
  if (ctx.body) return;
  if (ctx.status === 404) throw pageNotFound();
  if (ctx.status === 405) throw methodNotAllowed(ctx.method, ctx.path);
  if (ctx.status === 501) throw methodUnknown(ctx.method);
}

/** Refusals and outages as they are; everything else is a fault, which goes to the log and not to the reader. */
function refusalOf({ house }: Room, ctx: Exchange, error: unknown): GalleryError {
  const { requestId } = ctx.state;
  const about = { id: requestId, path: loggedPath(ctx), ...causeOf(error) };
  if (isGalleryError(error) && error.status !== 500) {
    if (error.status > 500 && error.code !== 'not-set-up') house.log.warn('A request could not be served now.', { ...about, reason: error.message });
    return error;
  }
  house.log.error('A request failed.', { ...about, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return new GalleryError('fault', `Something went wrong here. Request "${requestId}" is in the log of the server.`, {
    status: 500,
    data: { request: requestId },
  });
}

const causeOf = (error: unknown) => (error instanceof Error && error.cause !== undefined ? { cause: String(error.cause) } : {});

async function answer(room: Room, ctx: Exchange, error: GalleryError): Promise<void> {
  for (const name of ofTheOther) ctx.remove(name);
  ctx.status = error.status;
  ctx.set('Cache-Control', 'no-store');
  if (typeof error.data.retryAfter === 'number') ctx.set('Retry-After', String(error.data.retryAfter));
  if (error.status === 416) ctx.set('Content-Range', `bytes */${error.data.bytes}`);
  if (wantsJson(ctx)) answerProblem(ctx, error);
  else if (/^\/(media|assets)\//.test(ctx.path)) ctx.body = `${STATUS_CODES[error.status] ?? 'Error'}\n`;
  else await answerPage(room, ctx, error);
}

const wantsJson = (ctx: Exchange) =>
  ctx.path.startsWith('/api/') || apiTokenIn(ctx.get('Authorization')) !== null || ctx.accepts('html', 'text', 'json') === 'json';

/** RFC 9457. */
function answerProblem(ctx: Exchange, error: GalleryError): void {
  const title = STATUS_CODES[error.status] ?? 'Error';
  ctx.body = JSON.stringify({ ...error.data, type: 'about:blank', title, status: error.status, detail: error.message, code: error.code });
  ctx.type = 'application/problem+json';
}

async function answerPage(room: Room, ctx: Exchange, error: GalleryError): Promise<void> {
  const { who } = ctx.state;
  const { texts } = room.house;
  const language = who?.viewer.language ?? texts.negotiate(ctx.get('Accept-Language'), null);
  const heading =
    texts.find('core', language, `http.heading.${error.code}`) ??
    texts.t('core', language, error.status === 503 ? 'http.heading.outage' : 'http.heading.error');
  const message = errorText(texts, language, error);
  const signIn = who && !ctx.state.preview && who.viewer.userId === null && (error.status === 404 || error.status === 403) ? signInAddress(ctx) : null;
  const rescue = who?.viewer.status === 'webmaster' && error.status >= 500 ? '/admin/rescue' : null;
  if (!who) return answerPlainly(ctx, { heading, message, language, rescue });
  try {
    const data = { status: error.status, heading, message, signIn, rescue };
    await render(room, ctx, 'error', { page: { title: heading, offerSignIn: error.status !== 503 }, data });
    ctx.set('Cache-Control', 'no-store');
  } catch (failed) {
    room.house.log.error('The page for an error could not be made.', { id: ctx.state.requestId, reason: String(failed) });
    answerPlainly(ctx, { heading, message, language, rescue });
  }
}

interface Plain {
  readonly heading: string;
  readonly message: string;
  readonly language: string;
  readonly rescue: string | null;
}

/** Where there is no theme, or nobody knows yet who asks. */
function answerPlainly(ctx: Exchange, { heading, message, language, rescue }: Plain): void {
  const link = rescue === null ? null : html`<p><a href="${rescue}">${rescue}</a></p>`;
  const page: Html = html`<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title><h1>${heading}</h1><p>${message}</p>${link}</html>`;
  ctx.body = page.toString();
  ctx.type = 'text/html; charset=utf-8';
}
