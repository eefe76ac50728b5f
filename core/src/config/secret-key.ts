import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { badSecretKey, unwritableDataDir } from './errors.ts';

const parse = (text: string, where: string): Buffer => {
  const hex = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw badSecretKey(where);
  return Buffer.from(hex, 'hex');
};

/** The key of the environment, or that of DATA_DIR, made on first use with mode 0600. */
export function secretKey(fromEnvironment: string, dataDir: string): Buffer {
  if (fromEnvironment) return parse(fromEnvironment, 'SECRET_KEY');
  const file = join(dataDir, 'secret.key');
  try {
    mkdirSync(dataDir, { recursive: true });
    // `wx`: of two processes that start at once, one makes the key and the other reads it.
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritableDataDir(dataDir, error);
  }
  return parse(readFileSync(file, 'utf8'), file);
}
