import type { House } from '../house.ts';

const everyMs = 3_600_000;
/** Schedules of imports say minutes. */
const lookEveryMs = 60_000;

/** Clears up, now and each hour: deletes what has expired, and what processes that died had begun to store; begins the backup that is due, and each minute the imports. */
export function startSweeping(house: House): void {
  const { accounts, intake, registry, log } = house;
  const sweep = () => {
    void import('#accounts')
      .then(({ sweepAccounts }) => sweepAccounts(accounts))
      .catch((error: unknown) => log.warn('Expired sessions could not be deleted.', { reason: String(error) }));
    void import('#intake')
      .then(({ reapArrivals }) => reapArrivals(intake))
      .catch((error: unknown) => log.warn('What an import that died had begun to store could not be removed.', { reason: String(error) }));
    void import('#upkeep')
      .then(({ scheduleBackup }) => scheduleBackup(house))
      .catch((error: unknown) => log.warn('Whether a backup is due could not be found out.', { reason: String(error) }));
    void import('#intake')
      .then(({ sweepUploads }) => sweepUploads(intake))
      .catch((error: unknown) => log.warn('Uploads that were left could not be cleared up.', { reason: String(error) }));
    void import('#kernel')
      .then(({ clearStages }) => clearStages(registry.pluginsDir))
      .catch((error: unknown) => log.warn('Packages that nobody came back to install could not be removed.', { reason: String(error) }));
  };
  const look = () => {
    void import('#upkeep')
      .then(({ scheduleImports }) => scheduleImports(house))
      .catch((error: unknown) => log.warn('Whether an import is due could not be found out.', { reason: String(error) }));
  };
  sweep();
  look();
  setInterval(sweep, everyMs).unref();
  setInterval(look, lookEveryMs).unref();
}
