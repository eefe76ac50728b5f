import { type Accounts, signInContribution } from '#accounts';
import type { Config } from '#config';
import { type Database, databaseContribution } from '#database';
import { authContribution, type Gallery } from '#gallery';
import { albumsContribution } from '#http';
import { i18nContribution, type Texts } from '#i18n';
import { type Intake, imagesContribution } from '#intake';
import { type Jobs, jobsContribution } from '#jobs';
import type { Contribution, PackageDuties } from '#kernel';
import { type Mailer, mailContribution } from '#mail';
import { tryCopy } from '#processes';
import { type Routes, routesContribution } from '#routes';
import { type Settings, settingsContribution } from '#settings';
import { type Assets, assetsContribution } from '#theme';

interface Rooms {
  readonly database: Database;
  readonly settings: Settings;
  readonly texts: Texts;
  readonly jobs: Jobs;
  readonly mail: Mailer;
  readonly assets: Assets;
  readonly routes: Routes;
  /** Asked when a plugin is set up: they do not exist before. */
  readonly later: () => { readonly gallery: Gallery; readonly intake: Intake; readonly accounts: Accounts };
}

/** What the rooms give to `rail`, a line each. */
export const contributionsOf = ({ database, settings, texts, jobs, mail, assets, routes, later }: Rooms): readonly Contribution[] => [
  databaseContribution(database),
  settingsContribution(settings),
  i18nContribution(texts),
  jobsContribution(jobs),
  mailContribution(mail),
  assetsContribution(assets),
  routesContribution(routes),
  (scope) => authContribution(later().gallery)(scope),
  (scope, guard) => signInContribution(later().accounts)(scope, guard),
  () => albumsContribution(later().gallery)(),
  (scope) => imagesContribution(later().intake)(scope),
];

/** What the rooms do for packages that come and go. */
export const dutiesOf = ({ config, settings, jobs }: Pick<Rooms, 'settings' | 'jobs'> & { readonly config: Config }): PackageDuties => ({
  tryCopy: (id, folder) => tryCopy(config, id, folder),
  forget: async (id) => {
    await settings.forget(id);
    await jobs.forget(id);
  },
  isInUse: async (theme) => (await settings.core()).theme === theme,
});
