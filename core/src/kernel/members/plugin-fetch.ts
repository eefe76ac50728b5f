import type { Rail } from '@picturerail/sdk';
import { fetchFailed, fetchOfAddress, fetchRedirected, fetchRefused, fetchTooSlow, hostUndeclared, scopeGoing } from '../errors.ts';
import type { PluginScope } from '../plugin-scope.ts';
import { declaredHosts, isDeclared } from './hosts.ts';

const limitMs = 30_000;
const mostRedirects = 20;
const redirects: readonly number[] = [301, 302, 303, 307, 308];
/** Whoever is sent elsewhere does not take along what was meant for the first. */
const ownToOrigin = ['authorization', 'cookie', 'proxy-authorization'];

/** `rail.fetch`: to declared hosts only, redirects included, and for no longer than the plugin runs or 30 s. */
export function pluginFetch(scope: PluginScope, { timeoutMs = limitMs }: { readonly timeoutMs?: number } = {}): Rail['fetch'] {
  const { manifest, plugin } = scope;
  const check = (url: URL): void => {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw fetchOfAddress(plugin.id, `its scheme is "${url.protocol}", and can be https: or http:`);
    if (url.username || url.password) throw fetchOfAddress(plugin.id, 'a name or password stands in it; send a header "Authorization" instead');
    if (!isDeclared(declaredHosts(manifest), url.hostname)) throw hostUndeclared(plugin.id, url.hostname, declaredHosts(manifest));
  };
  const ask = async (url: URL, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (init.signal?.aborted) throw init.signal.reason;
      throw (error as Error).cause === undefined ? fetchRefused(plugin.id, url.origin) : fetchFailed(plugin.id, url.origin, error);
    }
  };

  return async (address, init = {}) => {
    if (scope.signal.aborted) throw scopeGoing(plugin.id);
    let url = parsed(plugin.id, address);
    check(url);
    const signal = endsWith(scope, init.signal ?? null, timeoutMs);
    let request: RequestInit = { ...init, redirect: 'manual', signal };
    for (let hops = 0; ; hops += 1) {
      const response = await ask(url, request);
      const location = redirects.includes(response.status) ? response.headers.get('location') : null;
      if (location === null || init.redirect === 'manual') return response;
      await response.body?.cancel();
      if (init.redirect === 'error') throw fetchRedirected(plugin.id, url.origin, 'and was asked to follow no redirect');
      if (hops === mostRedirects) throw fetchRedirected(plugin.id, url.origin, `for the ${mostRedirects + 1}th time`);
      const next = parsed(plugin.id, location, url);
      check(next);
      request = following(request, response.status, url.origin === next.origin);
      if (request.body instanceof ReadableStream) throw fetchRedirected(plugin.id, url.origin, 'and a stream cannot be sent twice; send a text or bytes');
      url = next;
    }
  };
}

/** The address is not repeated: secrets stand in addresses. */
function parsed(plugin: string, address: string | URL, base?: URL): URL {
  if (!URL.canParse(String(address), base?.href)) throw fetchOfAddress(plugin, 'it is not one; it is written like "https://api.example.org/path"');
  return new URL(address, base);
}

/** As browsers do it (https://fetch.spec.whatwg.org/#http-redirect-fetch): 303, and 301 or 302 after a POST, become a GET without a body. */
function following(request: RequestInit, status: number, sameOrigin: boolean): RequestInit {
  const headers = new Headers(request.headers);
  if (!sameOrigin) for (const name of ownToOrigin) headers.delete(name);
  const method = (request.method ?? 'GET').toUpperCase();
  const becomesGet = (status === 303 && method !== 'HEAD') || ((status === 301 || status === 302) && method === 'POST');
  if (!becomesGet) return { ...request, headers };
  for (const name of ['content-type', 'content-length', 'content-encoding', 'content-language', 'content-location']) headers.delete(name);
  const { body: _, ...rest } = request;
  return { ...rest, headers, method: 'GET' };
}

/** Aborted with the plugin, by the caller, or after the limit, which also ends the reading of the body. */
function endsWith({ plugin, signal: scope }: PluginScope, caller: AbortSignal | null, timeoutMs: number): AbortSignal {
  const control = new AbortController();
  const gone = () => end(scopeGoing(plugin.id));
  const called = () => end(caller?.reason);
  const timer = setTimeout(() => end(fetchTooSlow(plugin.id, timeoutMs)), timeoutMs).unref();
  // By hand, because a signal that lives as long as the plugin would hold on to each that `AbortSignal.any` makes of it.
  const end = (reason: unknown) => {
    clearTimeout(timer);
    scope.removeEventListener('abort', gone);
    caller?.removeEventListener('abort', called);
    control.abort(reason);
  };
  scope.addEventListener('abort', gone);
  caller?.addEventListener('abort', called);
  if (caller?.aborted) called();
  return control.signal;
}
