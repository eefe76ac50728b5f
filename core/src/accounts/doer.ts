import { cameFrom, type Doer, shownOrigin } from '#activity';
import type { Accounts } from './accounts.ts';

/** Who signs in or follows a link, and from where, as it is written down; null for somebody nobody knows. */
export async function doerFrom(a: Accounts, user: { readonly id: number; readonly name: string } | null, ip: string | undefined): Promise<Doer> {
  const doer = { userId: user?.id ?? null, name: user?.name ?? null };
  if (ip !== undefined) cameFrom(doer, shownOrigin(ip, (await a.settings.core()).activityAddresses));
  return doer;
}
