import { idIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import type { Exchange } from '../../exchange.ts';

/** A field of the form that was sent, as typed. */
export const sent = (ctx: Exchange, name: string): string => ctx.state.form?.get(name) ?? '';

/** Ids that were ticked. */
export const sentIds = (ctx: Exchange, name: string): number[] => (ctx.state.form?.getAll(name) ?? []).flatMap((text) => idIn(text) ?? []);

/** The id in the address. Errors: `page-not-found`. */
export function idAt(ctx: Exchange): number {
  const id = idIn(ctx.params.id);
  if (id === null) throw pageNotFound();
  return id;
}
