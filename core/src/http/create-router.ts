import Router from '@koa/router';
import type { Viewer } from '@picturerail/sdk';
import { apiTokenScope } from '#accounts';
import { administers, managesAlbums } from '#gallery';
import { pageNotFound } from './errors.ts';
import { type Exchange, type Next, type RequestState, type Step, whoOf } from './exchange.ts';
import { goOn } from './go-on.ts';
import { signInAddress } from './page-data.ts';
import type { Room } from './room.ts';
import { type Audience, type Route, routes } from './routes.ts';

export interface Routing {
  readonly router: Router<RequestState>;
  /** Before anything looks which pages of the administration exist, and which methods they know: to others there is none. */
  readonly hideAdministration: Step;
  /** Tokens open what is declared for their scopes, and nothing else. */
  readonly admitTokens: Step;
}

/** The core's routes, each behind the check of whom it is for and of where its form comes from. */
export function createRouter(room: Room): Routing {
  // An address in other letters is another address: what keeps tokens out of the log, and the setup page to itself, goes by its text.
  const router = new Router<RequestState>({ strict: true, sensitive: true });
  const known = new Map<unknown, Route>();
  for (const route of routes) {
    const run = route.open(room);
    const admit = route.admit?.(room);
    const serve = (ctx: Exchange): unknown => {
      const { viewer } = whoOf(ctx);
      refuseUnlessFor(route.for, viewer);
      if (ctx.state.preview && route.for !== 'gallery') throw pageNotFound();
      if (route.for === 'signed-in' && viewer.userId === null) return goOn(ctx, signInAddress(ctx));
      return room.forms.check(ctx, async () => run(ctx), { proof: route.proof, admit: admit && (() => admit(ctx)) });
    };
    for (const path of route.paths)
      known.set(
        router.register(path, [route.method], (ctx) => serve(ctx)),
        route,
      );
  }

  const hideAdministration = (ctx: Exchange, next: Next) => (isAdministration(ctx.path) ? enter(ctx, next) : next());

  async function enter(ctx: Exchange, next: Next): Promise<void> {
    const { viewer } = whoOf(ctx);
    const asked = router.match(ctx.path, ctx.method).path.map((layer) => known.get(layer)?.for ?? 'webmaster');
    // Who is no administrator has only what is declared to be his, and that only where albums are entrusted to him.
    if (asked.length === 0 || !asked.includes('manager')) refuseUnlessFor('administrator', viewer);
    for (const audience of asked) refuseUnlessFor(audience, viewer);
    if (!(await managesAlbums(room.house.gallery, viewer))) throw pageNotFound();
    await next();
    ctx.set('Cache-Control', 'no-store');
  }

  const admitTokens = (ctx: Exchange, next: Next) => {
    const { scopes } = ctx.state;
    if (!scopes) return next();
    const scope = router.match(ctx.path, ctx.method).pathAndMethod.map((layer) => known.get(layer)?.scope ?? null)[0] ?? null;
    if (scope !== null && scopes.includes(scope)) return next();
    ctx.set('WWW-Authenticate', `Bearer error="insufficient_scope"${scope === null ? '' : `, scope="${scope}"`}`);
    throw apiTokenScope(scope);
  };

  return { router, hideAdministration, admitTokens };
}

const isAdministration = (path: string): boolean => path === '/admin' || path.startsWith('/admin/');

/** Who may come in, by status; what else is asked of `manager` takes the database. */
const isFor: { readonly [Name in Audience]?: (viewer: Viewer) => boolean } = {
  manager: ({ userId }) => userId !== null,
  administrator: administers,
  webmaster: ({ status }) => status === 'webmaster',
};

function refuseUnlessFor(audience: Audience, viewer: Viewer): void {
  if (isFor[audience]?.(viewer) === false) throw pageNotFound();
}
