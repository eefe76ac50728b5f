import { html, type PageRequest } from '@picturerail/sdk';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import type { Room } from '../room.ts';

/** What a plugin's page gets of a request. */
export function pageRequest({ forms }: Room, ctx: Exchange, { params, signal }: { params: PageRequest['params']; signal: () => AbortSignal }): PageRequest {
  const form = new URLSearchParams(ctx.state.form);
  form.delete('_csrf');
  return {
    method: (ctx.method === 'HEAD' ? 'GET' : ctx.method) as PageRequest['method'],
    path: ctx.path,
    params,
    query: queryOf(ctx),
    viewer: whoOf(ctx).viewer,
    form,
    nonce: ctx.state.nonce,
    header: (name) => ctx.get(name) || null,
    get csrf() {
      return html`<input type="hidden" name="_csrf" value="${forms.token(ctx)}">`;
    },
    get signal() {
      return signal();
    },
  };
}
