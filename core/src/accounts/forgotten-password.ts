import { nameKey } from '#gallery';
import type { Accounts } from './accounts.ts';
import { mayBeMailed } from './may-be-mailed.ts';
import { mailPasswordLink } from './send-password-link.ts';
import { accountsCalled } from './session-store.ts';
import { countAttempt, limitsOfAsking } from './sign-in-limits.ts';

export const forgottenJob = 'core:forgotten-password';
/** Accounts that share an address get a link each; nobody has more. */
const mostAccounts = 5;

/** Who asks, and for whom: a name or an address, as typed. */
export interface Asking {
  readonly who: string;
  readonly ip: string;
}

/**
 * Takes down that somebody has forgotten a password. Whether there is such an account is looked up later, elsewhere: the
 * answer and the time it takes are the same. Errors: `sign-in-too-often`, which counts unknown names alike.
 */
export async function askForPasswordLink(a: Accounts, { who, ip }: Asking): Promise<void> {
  const key = nameKey(who).slice(0, 255);
  await countAttempt(a, limitsOfAsking(a, { ip, nameKey: key }));
  if (key !== '') await a.post?.jobs.add(null, forgottenJob, { who: key });
}

/** Mails a link to each account of that name or address that can have one, a few in an hour. */
export async function answerForgotten(a: Accounts, { who }: { readonly who: string }): Promise<void> {
  for (const user of await accountsCalled(a.database.read, who, mostAccounts)) {
    if (user.email === null || user.status === 'deactivated' || user.status === 'generic') continue;
    if (await mayBeMailed(a, String(user.id))) await mailPasswordLink(a, user, 'reset');
  }
}
