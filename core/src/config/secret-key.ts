import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  return parse(kept(file) ?? made(file, dataDir), file);
}

function kept(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** Whole under its name or not there: of processes that start at once one makes the key and the others read it, and one that is killed leaves none that is cut off. */
function made(file: string, dataDir: string): string {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    publish(draft, file);
  } catch (error) {
    throw unwritableDataDir(dataDir, error);
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
}

const without = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

function publish(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (!without.has(code ?? '')) throw error;
    // A disk without second names for files.
    writeNew(file, readFileSync(draft));
  }
}

function writeNew(file: string, bytes: Buffer): void {
  try {
    writeFileSync(file, bytes, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
