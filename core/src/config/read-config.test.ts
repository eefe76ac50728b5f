import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { derivedKey, readConfig } from './index.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'picturerail-config-'));

describe('the configuration', () => {
  it('needs nothing: SQLite in ./data on port 8080', () => {
    const cwd = folder();
    const config = readConfig({}, cwd);
    expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', workers: 1, baseUrl: null, trustProxy: false, safeMode: false, importRoots: [] });
    expect(config.database).toEqual({ kind: 'sqlite', file: join(cwd, 'data/gallery.sqlite') });
  });

  it('names every variable that is wrong in one sentence each, without the password', () => {
    const env = {
      PORT: 'http',
      WORKERS: '0',
      BASE_URL: 'https://x.org/photos',
      TRUST_PROXY: 'maybe',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'postgres://me:hush@db/x',
    };
    const read = () => readConfig(env, folder());
    for (const name of Object.keys(env)) expect(read).toThrow(new RegExp(`${name} (is|has)`));
    expect(read).not.toThrow(/hush/);
  });

  it('makes the secret key once, readable by its owner only', () => {
    const cwd = folder();
    const first = readConfig({}, cwd);
    expect(readConfig({}, cwd).secretKey).toEqual(first.secretKey);
    expect(statSync(join(cwd, 'data/secret.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(cwd, 'data/secret.key'), 'utf8').trim()).toHaveLength(64);
    expect(readdirSync(join(cwd, 'data'))).toEqual(['secret.key']);
  });

  it('refuses a damaged secret key rather than making a new one', () => {
    const cwd = folder();
    readConfig({}, cwd);
    writeFileSync(join(cwd, 'data/secret.key'), 'abc');
    expect(() => readConfig({}, cwd)).toThrow(/not 64 hexadecimal digits/);
  });

  it('takes a MySQL address and a list of import roots', () => {
    const config = readConfig(
      { DATABASE_URL: 'mysql://me:pw@127.0.0.1:3306/photos', IMPORT_ROOTS: '/a:b', SECRET_KEY: 'ab'.repeat(32), BASE_URL: 'https://x.org/' },
      '/tmp',
    );
    expect(config.database).toMatchObject({ kind: 'mysql' });
    expect(config.importRoots).toEqual(['/a', '/tmp/b']);
    expect(config.baseUrl).toBe('https://x.org');
  });

  it('derives different keys for different purposes', () => {
    const config = readConfig({ SECRET_KEY: 'cd'.repeat(32) }, folder());
    expect(derivedKey(config, 'media')).not.toEqual(derivedKey(config, 'csrf'));
    expect(derivedKey(config, 'media')).toEqual(derivedKey(config, 'media'));
  });
});
