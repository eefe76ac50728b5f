import type { Exchange } from './exchange.ts';
import { sendTo } from './go-on.ts';
import type { Room } from './room.ts';

const robots = `User-agent: *
Disallow: /account/
Disallow: /admin/
Disallow: /setup/
`;

export const robotsTxt = (ctx: Exchange): void => {
  ctx.body = robots;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.set('Cache-Control', 'public, max-age=86400');
};

/** Browsers that read no `<link rel="icon">` ask for this; the theme's icon has a name of its own. */
export const favicon = (room: Room) => (ctx: Exchange) => {
  sendTo(ctx, room.house.theme.asset('icon.svg'));
  ctx.set('Cache-Control', 'public, max-age=86400');
};
