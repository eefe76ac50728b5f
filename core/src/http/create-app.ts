import Koa from 'koa';
import type { House } from '../house.ts';
import { requireSetup } from './account/require-setup.ts';
import { answerErrors } from './answer-errors.ts';
import { serveAssets } from './assets.ts';
import { checkHost } from './check-host.ts';
import { checkTarget } from './check-target.ts';
import { compress } from './compress.ts';
import { createRouter } from './create-router.ts';
import type { Exchange, RequestState } from './exchange.ts';
import { health } from './health.ts';
import { identify } from './identify.ts';
import { logRequests } from './log-requests.ts';
import { servePlugins } from './plugins/serve-plugins.ts';
import { enterPreview } from './preview/enter-preview.ts';
import { framePreview } from './preview/frame-preview.ts';
import { createRoom } from './room.ts';
import { secureHeaders } from './secure-headers.ts';

/** What happens to each request, in order. */
export function createApp(house: House): Koa<RequestState> {
  const room = createRoom(house);
  const { router, hideAdministration, admitTokens } = createRouter(room);
  const plugins = servePlugins(room);
  // One proxy is trusted, so one address of X-Forwarded-For is: the last, which that proxy wrote.
  const app = new Koa<RequestState>({ proxy: house.config.trustProxy, maxIpsCount: 1 });
  app.on('error', (error: unknown) => house.log.debug('A response ended early.', { reason: String(error) }));
  const steps = [
    checkTarget,
    logRequests(house),
    secureHeaders,
    compress,
    framePreview(room),
    answerErrors(room),
    checkHost(house.config),
    health(house),
    serveAssets(house),
    identify(house, room.cookies),
    requireSetup(room),
    admitTokens,
    enterPreview(room),
    hideAdministration,
  ];
  for (const step of steps) app.use((ctx, next) => step(ctx as Exchange, next));
  app.use(router.routes());
  app.use((ctx, next) => plugins(ctx as Exchange, next));
  app.use(router.allowedMethods());
  return app;
}
