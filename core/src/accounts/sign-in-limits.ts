import { isIPv6 } from 'node:net';
import type { Accounts } from './accounts.ts';
import { signInTooOften } from './errors.ts';
import { forgetBucket, giveBack, spend } from './limit-store.ts';
import { keyedHash } from './tokens.ts';

interface Limit {
  /** Keyed hash of what it counts by. */
  readonly bucket: string;
  /** Attempts at once. */
  readonly burst: number;
  /** Then one in this time. */
  readonly everyMs: number;
  /** A success shows that the attempts before it were typing errors. */
  readonly forgiven: boolean;
}

/** One customer holds a whole /64 of IPv6 and may change addresses in it at will. */
function network(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail = ''] = ip.toLowerCase().split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const front = groups(head);
  const zeros = ip.includes('::') ? 8 - front.length - groups(tail).length : 0;
  return [...front, ...Array(Math.max(0, zeros)).fill('0'), ...groups(tail)]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/**
 * What a sign-in counts against. A browser in which this user has signed in before has a limit of its own, which
 * nobody else can use up; else attempts count by address and name, and by address. There is no limit by name alone:
 * with one, strangers could lock the owner out.
 */
export function limitsOf(
  { key }: Accounts,
  { ip, nameKey, device }: { readonly ip: string; readonly nameKey: string; readonly device: string | null },
): Limit[] {
  const bucket = (...texts: string[]) => keyedHash(key, 'sign-in', ...texts).toString('hex');
  if (device !== null) return [{ bucket: bucket('device', device), burst: 10, everyMs: 30_000, forgiven: true }];
  const from = network(ip);
  return inOrder([
    { bucket: bucket('address and name', from, nameKey), burst: 5, everyMs: 60_000, forgiven: true },
    { bucket: bucket('address', from), burst: 40, everyMs: 10_000, forgiven: false },
  ]);
}

/** Of who is signed in and types the password again: by user, for only who is inside can use it up. */
export const limitsOfConfirming = ({ key }: Accounts, userId: number): Limit[] => [
  { bucket: keyedHash(key, 'confirm', String(userId)).toString('hex'), burst: 5, everyMs: 60_000, forgiven: true },
];

/**
 * Of answers to what is asked after the password. By user, wherever they come from: six digits are few, and only who knows
 * the password can use it up; and by device where the user has signed in before, so that even that locks nobody out there.
 */
export const limitsOfSteps = ({ key }: Accounts, { userId, device }: { readonly userId: number; readonly device: string | null }): Limit[] => [
  { bucket: keyedHash(key, 'step', String(userId), device ?? '').toString('hex'), burst: 5, everyMs: 300_000, forgiven: true },
];

/** Of who asks for a link by mail: by network and what was typed, and by network. */
export function limitsOfAsking({ key }: Accounts, { ip, nameKey }: { readonly ip: string; readonly nameKey: string }): Limit[] {
  const bucket = (...texts: string[]) => keyedHash(key, 'forgotten', ...texts).toString('hex');
  const from = network(ip);
  return inOrder([
    { bucket: bucket('address and name', from, nameKey), burst: 3, everyMs: 600_000, forgiven: false },
    { bucket: bucket('address', from), burst: 20, everyMs: 60_000, forgiven: false },
  ]);
}

/** Of links that are mailed to one user or address, whoever asks. */
export const limitsOfMailing = ({ key }: Accounts, whom: string): Limit[] => [
  { bucket: keyedHash(key, 'forgotten', 'mail', whom).toString('hex'), burst: 3, everyMs: 1_200_000, forgiven: false },
];

/** Locked in one order, so that two attempts never wait for one another. */
const inOrder = (limits: readonly Limit[]): Limit[] => limits.toSorted((one, other) => (one.bucket < other.bucket ? -1 : 1));

/** Counts an attempt before it is made, so that a thousand at once are a thousand; one that is refused does not count. Errors: `sign-in-too-often`. */
export function countAttempt({ database, clock }: Accounts, limits: readonly Limit[]): Promise<void> {
  return database.transaction(async (tx) => {
    const now = clock();
    for (const { bucket, burst, everyMs } of limits) {
      let owed = (await spend(tx, bucket, now, everyMs)) - now;
      if (owed > (burst + 1) * everyMs) {
        // Nobody can owe so much: the clock was set back. Else nobody could sign in until it is as late again.
        await forgetBucket(tx, bucket);
        owed = (await spend(tx, bucket, now, everyMs)) - now;
      }
      if (owed > burst * everyMs) throw signInTooOften(Math.ceil((owed - burst * everyMs) / 1000));
    }
  });
}

export function forgiveAttempt({ database }: Accounts, limits: readonly Limit[]): Promise<void> {
  return database.transaction(async (tx) => {
    for (const { bucket, everyMs, forgiven } of limits) await (forgiven ? forgetBucket(tx, bucket) : giveBack(tx, bucket, everyMs));
  });
}
