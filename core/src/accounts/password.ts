import type { Algorithm, Options } from '@node-rs/argon2';
import { createQueue } from './queue.ts';

/** OWASP's minimum for Argon2id; about 15 ms and 19 MiB each. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// `const enum`s of a declaration file cannot be used with verbatim modules.
const options: Options = { ...cost, algorithm: 2 satisfies Algorithm.Argon2id as Algorithm };

export const longestPassword = 1000;

/** At most two at once: a burst of sign-ins must not take the threads that read files. */
const queue = createQueue(2);

/** Loaded by the first password: most processes never see one. */
const argon2 = () => import('@node-rs/argon2');

/** The same password typed on two keyboards may come as two strings. */
const normal = (password: string): string => password.normalize('NFKC');

/** Argon2id in PHC form. */
export const hashPassword = (password: string): Promise<string> => queue(async () => (await argon2()).hash(normal(password), options));

let nobody: Promise<string> | undefined;
/** Of no password: gives the sign-in of a name that does not exist something to spend its time on. */
const nobodysHash = (): Promise<string> => (nobody ??= hashPassword(`nobody ${Math.random()}`));

/** False also for a hash that nothing matches; takes as long for `null` as for a real one. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await nobodysHash());
  const text = password.length > longestPassword ? '' : password;
  const matches = await queue(async () => (await argon2()).verify(against, normal(text)).catch(() => false));
  return matches && stored !== null && text === password;
}

/** True for a hash made with other costs than today's. */
export const hashIsDated = (stored: string): boolean => !stored.startsWith(`$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`);
