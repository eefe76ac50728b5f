import type { House } from '../house.ts';

const everyMs = 3_600_000;

/** Clears up, now and each hour: deletes what has expired, and what processes that died had begun to store. */
export function startSweeping({ accounts, intake, log }: Pick<House, 'accounts' | 'intake' | 'log'>): void {
  const sweep = () => {
    void import('#accounts')
      .then(({ sweepAccounts }) => sweepAccounts(accounts))
      .catch((error: unknown) => log.warn('Expired sessions could not be deleted.', { reason: String(error) }));
    void import('#intake')
      .then(({ reapArrivals }) => reapArrivals(intake))
      .catch((error: unknown) => log.warn('What an import that died had begun to store could not be removed.', { reason: String(error) }));
  };
  sweep();
  setInterval(sweep, everyMs).unref();
}
