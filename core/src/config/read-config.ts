import { hkdfSync } from 'node:crypto';
import { delimiter, join, resolve } from 'node:path';
import { type BundledPlaces, bundledPlaces } from './bundled-places.ts';
import { environment } from './environment.ts';
import { badEnvironment } from './errors.ts';
import { secretKey } from './secret-key.ts';

export interface Config extends BundledPlaces {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute. */
  readonly backupDir: string;
  readonly database: { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'mysql'; readonly url: string };
  /** Without a slash at the end; null while unset: then no absolute link is built. */
  readonly baseUrl: string | null;
  readonly trustProxy: boolean;
  readonly workers: number;
  /** 32 bytes; used only through {@link derivedKey}. */
  readonly secretKey: Buffer;
  readonly safeMode: boolean;
  readonly logLevel: string;
  /** Absolute. */
  readonly importRoots: readonly string[];
  /** Address of the npm registry that plugins and themes are installed from, without a slash at the end. */
  readonly pluginRegistry: string;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads one variable after another and gathers what is wrong with them. */
class Reader {
  readonly wrong: string[] = [];
  readonly #env: NodeJS.ProcessEnv;
  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  text(name: string): string {
    return (this.#env[name] ?? '').trim() || (environment.find((variable) => variable.name === name)?.fallback ?? '');
  }

  number(name: string, from: number, to: number): number {
    const text = this.text(name);
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < from || value > to) this.wrong.push(`${name} is "${text}", but has to be a whole number from ${from} to ${to}.`);
    return value;
  }

  flag(name: string): boolean {
    const text = this.text(name).toLowerCase();
    if (!['0', '1', 'on', 'off', 'true', 'false', 'yes', 'no'].includes(text)) this.wrong.push(`${name} is "${text}", but has to be on or off.`);
    return ['1', 'on', 'true', 'yes'].includes(text);
  }

  oneOf(name: string, choices: readonly string[]): string {
    const text = this.text(name).toLowerCase();
    if (!choices.includes(text)) this.wrong.push(`${name} is "${text}", but has to be one of ${choices.join(', ')}.`);
    return text;
  }

  /** The sentence never repeats the value: it may hold a password. */
  database(dataDir: string): Config['database'] {
    const text = this.text('DATABASE_URL');
    if (text === '') return { kind: 'sqlite', file: join(dataDir, 'gallery.sqlite') };
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url?.protocol === 'mysql:' && url.hostname && url.pathname.length > 1) return { kind: 'mysql', url: text };
    this.wrong.push('DATABASE_URL has to look like mysql://user:password@host:3306/database; leave it out for SQLite.');
    return { kind: 'sqlite', file: '' };
  }

  registry(): string {
    const text = this.#env.PLUGIN_REGISTRY ? this.text('PLUGIN_REGISTRY') : this.#env.npm_config_registry || this.text('PLUGIN_REGISTRY');
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash) return text.replace(/\/+$/, '');
    this.wrong.push(`PLUGIN_REGISTRY is "${text}", but has to be an address such as https://registry.npmjs.org.`);
    return '';
  }

  baseUrl(): string | null {
    const text = this.text('BASE_URL');
    if (text === '') return null;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username) return url.origin;
    this.wrong.push(`BASE_URL is "${text}", but has to be an address without a path, such as https://photos.example.org.`);
    return null;
  }
}

/** Errors: `config-invalid` (all that is wrong, a sentence each), `config-secret-key`, `config-data-dir`. Makes DATA_DIR and the secret key where they are missing. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, cwd: string = process.cwd()): Config {
  const reader = new Reader(env);
  const dataDir = resolve(cwd, reader.text('DATA_DIR'));
  const read = {
    host: reader.text('HOST'),
    port: reader.number('PORT', 0, 65_535),
    dataDir,
    backupDir: resolve(cwd, reader.text('BACKUP_DIR') || join(dataDir, 'backups')),
    database: reader.database(dataDir),
    baseUrl: reader.baseUrl(),
    trustProxy: reader.flag('TRUST_PROXY'),
    workers: reader.number('WORKERS', 1, 64),
    safeMode: reader.flag('SAFE_MODE'),
    logLevel: reader.oneOf('LOG_LEVEL', levels),
    importRoots: reader
      .text('IMPORT_ROOTS')
      .split(delimiter)
      .filter((root) => root !== '')
      .map((root) => resolve(cwd, root)),
    pluginRegistry: reader.registry(),
    ...bundledPlaces(),
  };
  if (reader.wrong.length > 0) throw badEnvironment(reader.wrong);
  return { ...read, secretKey: secretKey(reader.text('SECRET_KEY'), dataDir) };
}

/** 32 bytes for one purpose, so that what one of them signs another never accepts (HKDF, RFC 5869). */
export const derivedKey = (config: Pick<Config, 'secretKey'>, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', config.secretKey, 'picturerail', purpose, 32));
