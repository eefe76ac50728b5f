import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Config, derivedKey } from '#config';

export const keyFile = 'secret.key';

type WithKey = Pick<Config, 'secretKey' | 'dataDir'>;

/** The same for the same key, and of no use for finding it. */
export const keyCheck = (config: Pick<Config, 'secretKey'>): string => derivedKey(config, 'backup').toString('hex').slice(0, 32);

/** The key as a file holds it; null where it is none. */
export const keyIn = (text: string): Buffer | null => (/^[0-9a-f]{64}$/i.test(text.trim()) ? Buffer.from(text.trim(), 'hex') : null);

/** False where the key comes from the environment, to be kept apart from the data. */
export async function keyLiesInData({ secretKey, dataDir }: WithKey): Promise<boolean> {
  const text = await readFile(path.join(dataDir, keyFile), 'utf8').catch(() => '');
  return keyIn(text)?.equals(secretKey) ?? false;
}
