import type { AdminPageOptions, PageHandler, Rail } from '@picturerail/sdk';
import { type Guard, type PluginScope, requireCapability } from '#kernel';
import { isBelow, type Routes } from './create-routes.ts';
import { adminForNobody, labelNeedsAddress, routeNotAFunction } from './errors.ts';
import { createRoute, type Method } from './route.ts';

/** `rail.router` and `rail.admin`, and the top-level paths that the manifest declares. */
export const routesContribution =
  (routes: Routes) =>
  (scope: PluginScope, guard: Guard): Pick<Rail, 'router' | 'admin'> => {
    const { manifest, register } = scope;
    const { id } = manifest;
    const topLevel = manifest.routes ?? [];
    if (topLevel.length > 0) requireCapability(manifest, 'top-level-routes', `the path "${topLevel[0]}"`);
    for (const path of topLevel) register('top-level path', path, () => routes.claim(id, path));

    const add = (method: Method, { base, path, admin }: { base: string; path: string; admin: AdminPageOptions | null }, handler: PageHandler) => {
      if (typeof handler !== 'function') throw routeNotAFunction(id, method, path);
      // Misspelt, it would be for more people than was meant.
      if (admin?.for !== undefined && !['webmaster', 'administrator'].includes(admin.for)) throw adminForNobody(id, path, admin.for);
      const route = createRoute(scope, guard, { method, base, path, admin, handler });
      register(admin === null ? 'page' : 'admin page', `${method} ${route.pattern}`, () => routes.add(route));
    };
    const page = (method: Method) => (path: string, run: PageHandler) =>
      add(method, { base: topLevel.some((claimed) => isBelow(path, claimed)) ? '' : `/p/${id}`, path, admin: null }, run);
    const base = `/admin/p/${id}`;
    return {
      router: { get: page('GET'), post: page('POST'), put: page('PUT'), patch: page('PATCH'), delete: page('DELETE') },
      admin: {
        page: (path, options, run) => {
          if (options.label !== undefined && /[:*{]/.test(path)) throw labelNeedsAddress(id, path);
          add('GET', { base, path, admin: options }, run);
        },
        action: (path, options, run) => add('POST', { base, path, admin: { ...(options.for && { for: options.for }) } }, run),
      },
    };
  };
