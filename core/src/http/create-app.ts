import Router from '@koa/router';
import Koa from 'koa';
import type { House } from '../house.ts';
import { chooseLanguage } from './account/language.ts';
import { showLoginLink, useLoginLink } from './account/login-link.ts';
import { requireSetup } from './account/require-setup.ts';
import { setUp, showSetup } from './account/setup.ts';
import { showSignIn, signIn } from './account/sign-in.ts';
import { signOut } from './account/sign-out.ts';
import { answerErrors } from './answer-errors.ts';
import { serveAssets } from './assets.ts';
import { checkHost } from './check-host.ts';
import { checkTarget } from './check-target.ts';
import { compress } from './compress.ts';
import type { Exchange, RequestState } from './exchange.ts';
import { health } from './health.ts';
import { identify } from './identify.ts';
import { logRequests } from './log-requests.ts';
import { serveMedia } from './media/serve-media.ts';
import { showAlbum } from './pages/album.ts';
import { showHome } from './pages/home.ts';
import { showImage } from './pages/image.ts';
import { showNewest } from './pages/newest.ts';
import { createRoom, type Room } from './room.ts';
import { secureHeaders } from './secure-headers.ts';
import { favicon, robotsTxt } from './small-files.ts';

/** What happens to each request, in order. */
export function createApp(house: House): Koa<RequestState> {
  const room = createRoom(house);
  const router = createRoutes(room);
  // One proxy is trusted, so one address of X-Forwarded-For is: the last, which that proxy wrote.
  const app = new Koa<RequestState>({ proxy: house.config.trustProxy, maxIpsCount: 1 });
  app.on('error', (error: unknown) => house.log.debug('A response ended early.', { reason: String(error) }));
  const steps = [
    checkTarget,
    logRequests(house),
    secureHeaders,
    compress,
    answerErrors(room),
    checkHost(house.config),
    health(house),
    serveAssets(house),
    identify(house, room.cookies),
    requireSetup(room),
  ];
  for (const step of steps) app.use((ctx, next) => step(ctx as Exchange, next));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}

function createRoutes(room: Room): Router<RequestState> {
  // An address in other letters is another address: what keeps tokens out of the log, and the setup page to itself, goes by its text.
  const router = new Router<RequestState>({ strict: true, sensitive: true });
  router.use((ctx, next) => room.forms.check(ctx, next));
  router.get('/', showHome(room));
  router.get('/newest', showNewest(room));
  router.get(['/albums/:id', '/albums/:id/:slug'], showAlbum(room));
  router.get(['/images/:id', '/images/:id/:slug'], showImage(room));
  router.get('/media/:id/:hash/:file', serveMedia(room));
  router.get('/account/sign-in', showSignIn(room));
  router.post('/account/sign-in', signIn(room));
  router.post('/account/sign-out', signOut(room));
  router.post('/account/language', chooseLanguage(room));
  router.get('/account/login-link/:token', showLoginLink(room));
  router.post('/account/login-link/:token', useLoginLink(room));
  router.get('/setup/:token', showSetup(room));
  router.post('/setup/:token', setUp(room));
  router.get('/robots.txt', robotsTxt);
  router.get('/favicon.ico', favicon(room));
  return router;
}
