/** How much of it the long form does, by the variables that the short form reads as well. */
export const scales: Readonly<Record<string, string>> = {
  /** Cases of each property, all databases together. */
  PROPERTY_CASES: '50000',
  /** Broken files, all formats together. */
  MUTATIONS: '10000',
  /** Processes killed, on each database. */
  KILLS: '50',
  /** How often a plugin is installed, updated, rolled back and uninstalled under load, on each database. */
  PLUGIN_ROUNDS: '20',
  /** Processes killed while a plugin comes and goes, on each database. */
  PLUGIN_KILLS: '30',
  /** Pictures in one folder, imported in place on each database; a fifth of them by copying. */
  NAMES: '50000',
  /** What each of six writers does at the same time, on each database. */
  WRITER_ROUNDS: '400',
  /** How often strangers go through a gallery in motion, in each of two ways and on each database; where it is said, all strangers do. */
  CANARY_ROUNDS: '2',
  /** How long the database is away, in milliseconds. */
  OUTAGE_MS: '60000',
};
