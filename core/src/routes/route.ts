import type { AdminPageOptions, Manifest, PageAnswer, PageHandler, PageRequest } from '@picturerail/sdk';
import { isGalleryError } from '@picturerail/sdk';
import type { Guard, PluginScope, Tap } from '#kernel';
import { pageLate } from './errors.ts';
import { pageAnswerProblem } from './page-answer-problem.ts';
import { type MatchPath, pathPattern } from './path-pattern.ts';

export type Method = PageRequest['method'];

/** Makes what the handler gets, once it is known when its time is up. */
export type PageCall = (signal: () => AbortSignal) => PageRequest;

/** One page or action of one plugin. */
export interface Route {
  readonly plugin: string;
  readonly method: Method;
  /** As it stands in addresses, with `:name`. */
  readonly pattern: string;
  /** For the administration; null for a page of the gallery. */
  readonly admin: AdminPageOptions | null;
  /** Sources that the plugin's pages may load from beside the gallery itself, by directive. */
  readonly csp: NonNullable<Manifest['csp']>;
  readonly match: MatchPath;
  /**
   * The page; null where the plugin has none, or has gone. Errors: the plugin's refusals and the outages it met as they
   * are, `page-late`, `plugin-failed`, `plugin-bad-answer`.
   */
  run(call: PageCall, language: string): Promise<PageAnswer>;
}

export interface RouteOptions {
  readonly method: Method;
  /** Stands before the path: empty, `/p/<id>` or `/admin/p/<id>`. */
  readonly base: string;
  readonly path: string;
  readonly admin: AdminPageOptions | null;
  readonly handler: PageHandler;
}

const deadlineMs = 10_000;

/** What a plugin may say to whoever asked, and what was not its fault. */
class Told {
  readonly error: Error;
  constructor(error: Error) {
    this.error = error;
  }
}

export function createRoute({ manifest, tap: tapOf }: PluginScope, guard: Guard, { method, base, path, admin, handler }: RouteOptions): Route {
  const pattern = base === '' ? path : base + (path === '/' ? '' : path);
  const tap = tapOf(`the page "${method} ${pattern}"`, handler as Tap['run']);
  const told = async (request: PageRequest) => {
    try {
      return await handler(request);
    } catch (error) {
      if (isGalleryError(error) && error.status !== 500) return new Told(error);
      throw error;
    }
  };
  return {
    plugin: manifest.id,
    method,
    pattern,
    admin,
    csp: manifest.csp ?? {},
    match: pathPattern(manifest.id, base, path),
    run: async (call, language) => {
      const outcome = await guard<PageAnswer | Told>(
        tap,
        { language },
        {
          deadlineMs,
          run: (circumstances) => told(call(() => circumstances.signal)),
          fault: (answer) => (answer instanceof Told ? null : pageAnswerProblem(answer)),
        },
      );
      if (outcome.state === 'gone') return null;
      if (outcome.state === 'failed') throw isLate(outcome.error) ? pageLate(outcome.error) : outcome.error;
      if (outcome.value instanceof Told) throw outcome.value.error;
      return outcome.value;
    },
  };
}

const isLate = (error: Error): boolean => isGalleryError(error) && error.code === 'plugin-too-slow';
