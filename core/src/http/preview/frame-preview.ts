import { html } from '@picturerail/sdk';
import type { Exchange, Next, RequestState, Step } from '../exchange.ts';
import { type Room, text } from '../room.ts';

/** Says on each page of a preview whose eyes these are, keeps its links within it, and lets nobody keep anything of it. */
export const framePreview =
  (room: Room): Step =>
  async (ctx: Exchange, next: Next) => {
    await next();
    const { preview } = ctx.state;
    if (!preview) return;
    const location = ctx.response.get('Location');
    if (location) ctx.set('Location', within(preview.prefix, location));
    if (ctx.response.type === 'text/html' && Buffer.isBuffer(ctx.body)) {
      ctx.body = Buffer.from(withBanner(linksWithin(preview.prefix, ctx.body.toString('utf8')), banner(room, ctx, preview)));
      ctx.type = 'text/html; charset=utf-8';
    }
    ctx.set('Cache-Control', 'private, no-store');
    ctx.remove('ETag');
    // What is written down of the request is who really made it, and where.
    ctx.state.who = preview.by;
    ctx.path = preview.address;
  };

/** Files of themes and plugins are the same for everybody, and are kept. */
const within = (prefix: string, path: string): string => (/^\/(?!\/|assets\/|preview\/)/.test(path) ? prefix + path : path);

const attribute = /(\s(?:href|src|action|formaction|poster|data-[\w-]+)=)(["'])(\/[^"']*)/g;
const candidates = /(\s(?:imagesrcset|srcset)=)(["'])([^"']*)/g;

/** Texts on a page cannot look like attributes: their quotation marks are escaped. */
export const linksWithin = (prefix: string, page: string): string =>
  page
    .replace(attribute, (_, name: string, quote: string, path: string) => name + quote + within(prefix, path))
    .replace(
      candidates,
      (_, name: string, quote: string, list: string) =>
        name + quote + list.replace(/(^|,)(\s*)(\/[^\s,]*)/g, (__, comma, space, path) => comma + space + within(prefix, path)),
    );

/** Behind the link that skips to the content: that one comes first on a page. */
const beginning = /<body[^>]*>(?:\s*<a\b[^>]*href="#[^>]*>[^<]*<\/a>)?/;

const withBanner = (page: string, shown: string): string => page.replace(beginning, (found) => found + shown);

const style = `.preview-banner{position:sticky;top:0;z-index:100;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;justify-content:center;padding:.5rem 1rem;background:#7a4d10;color:#fff;font:500 .9375rem/1.5 system-ui,sans-serif}
.preview-banner p{margin:0;overflow-wrap:anywhere}.preview-banner a{color:#fff;text-decoration:underline;text-underline-offset:.2em}`;

function banner(room: Room, ctx: Exchange, { as }: NonNullable<RequestState['preview']>): string {
  const { viewer } = ctx.state.who as NonNullable<RequestState['who']>;
  const [kind, end] = as === 'visitor' ? ['visitor', '/admin'] : 'user' in as ? ['user', `/admin/users/${as.user}`] : ['group', `/admin/groups/${as.group}`];
  const said = text(room, ctx, `preview.${kind}`, { name: viewer.name ?? '' });
  // The tag puts no text into a style element; the nonce is a random number of ours.
  const dressed = `<style nonce="${ctx.state.nonce}">${style}</style>`;
  const told = html`<aside class="preview-banner" aria-label="${text(room, ctx, 'preview.label')}"><p>${said}</p><a href="${end}">${text(room, ctx, 'preview.end')}</a></aside>`;
  return dressed + told.toString();
}
