import type { Status } from '@picturerail/sdk';
import { statusNeeded } from '../errors.ts';
import type { Actor } from '../gallery.ts';

const high: readonly Status[] = ['webmaster', 'administrator'];

/** True for those who hold every right on content, users and groups. */
export const administers = (actor: Actor): boolean => 'system' in actor || actor.status === 'webmaster' || actor.status === 'administrator';

const rulesAll = (actor: Actor): boolean => 'system' in actor || actor.status === 'webmaster';

export function refuseUnlessAdministrator(actor: Actor, what: string): void {
  if (!administers(actor)) throw statusNeeded(what, 'administrator');
}

/** Only a webmaster makes administrators and webmasters. */
export function refuseStatus(actor: Actor, status: Status): void {
  if (high.includes(status) && !rulesAll(actor)) throw statusNeeded(`make somebody ${status}`, 'webmaster');
}

/** Administrators leave webmasters alone. */
export function refuseTarget(actor: Actor, target: { readonly status: Status }, what: string): void {
  refuseUnlessAdministrator(actor, what);
  if (target.status === 'webmaster' && !rulesAll(actor)) throw statusNeeded(what, 'webmaster');
}
