import type { Rail, Tables } from '@picturerail/sdk';
import { newSecret, stepOfCode } from './code-by-time.ts';
import { bareCode, newRecoveryCodes, recoveryHash } from './recovery-codes.ts';

interface FactorRow {
  readonly user_id: number;
  readonly secret: string;
  readonly last_step: number;
}

interface RecoveryRow {
  readonly user_id: number;
  readonly hash: string;
}

/** Who has a second factor, and whether a code is his. */
export interface Factors {
  /** Whether this user is asked for a code. */
  isOn(userId: number): Promise<boolean>;
  /** A new secret, which is asked for by nobody yet; the one that was begun before is void. */
  begin(userId: number): Promise<string>;
  /** The secret that was begun; null where none was. */
  begun(userId: number): Promise<string | null>;
  /** From now on a code is asked for, where this one is right; answers the codes to be written down, else null. */
  turnOn(userId: number, code: string): Promise<string[] | null>;
  turnOff(userId: number): Promise<void>;
  /** Others instead of those there were. */
  renewRecovery(userId: number): Promise<string[]>;
  recoveryLeft(userId: number): Promise<number>;
  /** Whether this is a code of now, or one of those written down; each holds once. Throws where the secret cannot be read. */
  take(userId: number, typed: string): Promise<boolean>;
}

const about = (userId: number): string => `user:${userId}`;

export function createFactors(rail: Rail): Factors {
  const factors = (tables: Tables = rail.db) => tables.table<FactorRow>('factors');
  const recovery = (tables: Tables = rail.db) => tables.table<RecoveryRow>('recovery');

  const secretOf = ({ user_id, secret }: FactorRow): string => {
    const opened = rail.secrets.open(about(user_id), secret);
    if (opened === null) throw new Error(`The secret of user ${user_id} cannot be read: it was made with another key of the gallery.`);
    return opened;
  };

  const storeRecovery = async (tables: Tables, userId: number): Promise<string[]> => {
    const codes = newRecoveryCodes();
    await recovery(tables).delete({ user_id: userId });
    await recovery(tables).insert(codes.map((code) => ({ user_id: userId, hash: recoveryHash(userId, code) })));
    return codes;
  };

  /** True for the first who comes with a code, or with a later one. */
  const spend = async (row: FactorRow, code: string, tables?: Tables): Promise<boolean> => {
    const step = stepOfCode(secretOf(row), code, Date.now());
    if (step === null || step <= row.last_step) return false;
    return (await factors(tables).update({ user_id: row.user_id, last_step: row.last_step }, { last_step: step })) === 1;
  };

  return {
    isOn: (userId) => rail.signIn.isRequired(userId, 'code'),
    begin: async (userId) => {
      const secret = newSecret();
      await factors().upsert({ user_id: userId, secret: rail.secrets.seal(about(userId), secret), last_step: 0 }, ['user_id']);
      return secret;
    },
    begun: async (userId) => {
      const row = await factors().first({ user_id: userId });
      return row ? secretOf(row) : null;
    },
    turnOn: (userId, code) =>
      rail.db.transaction(async (tx) => {
        const row = await factors(tx).first({ user_id: userId });
        if (!row || !(await spend(row, bareCode(code), tx))) return null;
        await rail.signIn.require(userId, 'code', { tx });
        return storeRecovery(tx, userId);
      }),
    turnOff: (userId) =>
      rail.db.transaction(async (tx) => {
        await rail.signIn.release(userId, 'code', { tx });
        await factors(tx).delete({ user_id: userId });
        await recovery(tx).delete({ user_id: userId });
      }),
    renewRecovery: (userId) => rail.db.transaction((tx) => storeRecovery(tx, userId)),
    recoveryLeft: (userId) => recovery().count({ user_id: userId }),
    take: async (userId, typed) => {
      const row = await factors().first({ user_id: userId });
      if (!row) throw new Error(`User ${userId} is asked for a code and has no secret.`);
      const code = bareCode(typed);
      if (/^\d*$/.test(code)) return spend(row, code);
      return (await recovery().delete({ user_id: userId, hash: recoveryHash(userId, code) })) === 1;
    },
  };
}
