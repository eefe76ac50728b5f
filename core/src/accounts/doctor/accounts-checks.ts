import type { Check } from '#doctor';
import type { Accounts } from '../accounts.ts';
import { listAsking } from '../steps/release-steps.ts';

/** Who cannot sign in because a plugin is not there to ask. */
export const accountsChecks = (accounts: Pick<Accounts, 'database'>, active: ReadonlySet<string>): Check[] => [
  {
    name: 'signing in',
    codes: {
      'sign-in-step-unmet':
        'Users cannot sign in because the plugin that checks their second factor does not run; activate it again, let one in by "user login-link", or ask for it no more by "plugin deactivate <plugin> --release-protection".',
    },
    async *run() {
      for (const { plugin, users } of await listAsking(accounts)) {
        if (!active.has(plugin)) yield { code: 'sign-in-step-unmet', what: `${users} ${users === 1 ? 'user' : 'users'} (by "${plugin}")`, repaired: false };
      }
    },
  },
];
