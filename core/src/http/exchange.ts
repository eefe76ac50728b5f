import type { RouterContext } from '@koa/router';
import type { Viewer } from '@picturerail/sdk';
import type { ApiScope } from '#accounts';
import type { PreviewedAs } from '#gallery';
import type { Upload } from './read-upload.ts';

/** Who makes a request; there as soon as the session has been read. */
export interface Who {
  readonly viewer: Viewer;
  /** Of the session; null for visitors. */
  readonly token: string | null;
}

export interface PreviewState {
  /** Of all addresses in it. */
  readonly prefix: string;
  /** As it was asked for. */
  readonly address: string;
  readonly as: PreviewedAs;
  /** Who really asks. */
  readonly by: Who;
}

/** What belongs to one request while it lives. */
export interface RequestState {
  readonly requestId: string;
  /** Of the Content-Security-Policy. */
  readonly nonce: string;
  who?: Who;
  /** Where a program asks by a token: what that opens. */
  scopes?: readonly ApiScope[];
  /** Where the gallery is shown as somebody else sees it. */
  preview?: PreviewState;
  /** The fields of a form, once the request has proven to come from one of ours. */
  form?: URLSearchParams;
  /** The files that came with it. */
  uploads?: readonly Upload[];
  /** Random text in a visitor's cookie, to which the tokens of his forms are bound. */
  visitorId?: string;
}

/** One request and its response. */
export type Exchange = RouterContext<RequestState>;
export type Next = () => Promise<unknown>;
export type Step = (ctx: Exchange, next: Next) => Promise<unknown> | unknown;

export function whoOf(ctx: Exchange): Who {
  if (!ctx.state.who) throw new Error('The viewer was asked for before the session was read.');
  return ctx.state.who;
}

export const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/** The query as it was sent; `ctx.URL` is empty where the Host header is no host. */
export const queryOf = (ctx: Exchange): URLSearchParams => new URLSearchParams(ctx.querystring);
