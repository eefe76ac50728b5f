import type { House } from '../house.ts';

const everyMs = 3_600_000;

/** Deletes, now and each hour, what has expired. */
export function startSweeping({ accounts, log }: Pick<House, 'accounts' | 'log'>): void {
  const sweep = () =>
    import('#accounts')
      .then(({ sweepAccounts }) => sweepAccounts(accounts))
      .catch((error: unknown) => log.warn('Expired sessions could not be deleted.', { reason: String(error) }));
  void sweep();
  setInterval(sweep, everyMs).unref();
}
