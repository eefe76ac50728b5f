import type { Accounts } from './accounts.ts';
import { keyedHash, newToken, sameBytes } from './tokens.ts';

const proof = ({ key }: Pick<Accounts, 'key'>, id: string, userId: number, passwordHash: string) =>
  keyedHash(key, 'device', id, String(userId), passwordHash).toString('base64url');

/** Says that somebody signed in as this user in this browser before; another password voids it. It grants nothing but a limit of its own. */
export function newDevice(a: Pick<Accounts, 'key'>, userId: number, passwordHash: string): string {
  const id = newToken(128);
  return `${id}.${proof(a, id, userId, passwordHash)}`;
}

/** The device's id where the token is this user's, else null. */
export function knownDevice(
  a: Pick<Accounts, 'key'>,
  device: string | null | undefined,
  user: { readonly id: number; readonly password_hash: string | null } | undefined,
): string | null {
  const [id, given, ...rest] = (device ?? '').split('.');
  if (!id || !given || rest.length > 0 || !user?.password_hash) return null;
  return sameBytes(Buffer.from(proof(a, id, user.id, user.password_hash)), Buffer.from(given)) ? id : null;
}
