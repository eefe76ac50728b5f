import type { Status } from '@picturerail/sdk';
import { statusNeeded } from '../errors.ts';
import type { Actor } from '../gallery.ts';

const high: readonly Status[] = ['webmaster', 'administrator'];
/** From the one who may do most. */
export const statuses: readonly Status[] = [...high, 'user', 'generic', 'deactivated'];

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
  if (!mayChangeUser(actor, target)) throw statusNeeded(what, 'webmaster');
}

/** Whether a user may be changed, invited and removed by this actor: what is not allowed need not be offered. */
export const mayChangeUser = (actor: Actor, target: { readonly status: Status }): boolean =>
  administers(actor) && (target.status !== 'webmaster' || rulesAll(actor));

/** The statuses that this actor gives. */
export const statusesGivenBy = (actor: Actor): readonly Status[] => statuses.filter((status) => rulesAll(actor) || !high.includes(status));
