/** A variable of the environment, as `.env.example` lists it. */
export interface Variable {
  readonly name: string;
  /** What stands in for it. */
  readonly fallback: string;
  readonly about: string;
}

/** All that is read from the environment; everything else is a setting in the database. */
export const environment: readonly Variable[] = [
  { name: 'PORT', fallback: '8080', about: 'Port to listen on; 0 takes a free one.' },
  { name: 'HOST', fallback: '127.0.0.1', about: 'Address to listen on.' },
  { name: 'DATA_DIR', fallback: './data', about: 'Folder of everything that has to be kept: database, originals, secret key.' },
  { name: 'BACKUP_DIR', fallback: '', about: 'Folder for backups, best on another disk; without it "backups" in DATA_DIR.' },
  { name: 'DATABASE_URL', fallback: '', about: 'mysql://user:password@host:port/database; without it SQLite in DATA_DIR.' },
  { name: 'BASE_URL', fallback: '', about: 'Address people reach the gallery under, such as https://photos.example.org; other hosts are then refused.' },
  { name: 'TRUST_PROXY', fallback: 'off', about: 'on behind a reverse proxy that sets X-Forwarded-For and X-Forwarded-Proto.' },
  { name: 'WORKERS', fallback: '1', about: 'Web processes, 1 to 64.' },
  { name: 'SECRET_KEY', fallback: '', about: '64 hexadecimal digits; without it DATA_DIR/secret.key is made and read.' },
  { name: 'SAFE_MODE', fallback: '0', about: '1 starts without plugins and with the default theme.' },
  { name: 'LOG_LEVEL', fallback: 'info', about: 'fatal, error, warn, info, debug, trace or silent.' },
  { name: 'IMPORT_ROOTS', fallback: '', about: 'Folders that may be imported from the administration, separated by colons.' },
  {
    name: 'PLUGIN_REGISTRY',
    fallback: 'https://registry.npmjs.org',
    about: 'Registry that plugins and themes are installed from; where it is unset, the one that npm was told to use (npm_config_registry).',
  },
];
