import type { Principal, Status, Viewer } from '@picturerail/sdk';

/** Statuses that something can be shown to. */
export const statuses = ['webmaster', 'administrator', 'user', 'generic'] as const satisfies readonly Status[];

/** Who sees something: whoever is one of the principals, or has one of the statuses. Nobody else, administrators included. */
export interface Audience {
  /** Ids, ascending. */
  readonly principals: readonly number[];
  readonly statuses: readonly (typeof statuses)[number][];
}

export const isIn = ({ principals, statuses: held }: Audience, viewer: Viewer): boolean =>
  viewer.principals.some((principal) => principals.includes(principal)) || held.some((status) => status === viewer.status);

/** What a form says: `who` is `everyone`, `signed-in` or `chosen`, and with the last `group` and `status` say whom. Only what is offered is taken. */
export function readAudience(form: URLSearchParams, offered: readonly Principal[]): Audience {
  const who = form.get('who');
  const whole = offered.find(({ kind }) => kind === who && kind !== 'group');
  if (whole) return { principals: [whole.id], statuses: [] };
  const groups = new Set(form.getAll('group'));
  const held = new Set(form.getAll('status'));
  return {
    principals: offered
      .filter(({ kind, id }) => kind === 'group' && groups.has(String(id)))
      .map(({ id }) => id)
      .toSorted((one, other) => one - other),
    statuses: statuses.filter((status) => held.has(status)),
  };
}

export const isEmpty = ({ principals, statuses: held }: Audience): boolean => principals.length === 0 && held.length === 0;

/** As forms ask for it. */
export function whoOf({ principals }: Audience, offered: readonly Principal[]): 'everyone' | 'signed-in' | 'chosen' {
  const kind = offered.find(({ id }) => principals.includes(id))?.kind;
  return kind === undefined || kind === 'group' ? 'chosen' : kind;
}
