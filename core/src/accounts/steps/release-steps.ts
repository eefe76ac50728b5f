import { noteDeed } from '#activity';
import { type Actor, refuseTarget } from '#gallery';
import type { Accounts } from '../accounts.ts';
import { accountUnknown } from '../errors.ts';
import { accountById } from '../session-store.ts';
import { deleteStepsBy, deleteStepsOf, type RequiredStep, requiredSteps, usersAsked } from './step-store.ts';

/** What is asked of a user after the password. */
export const listSteps = ({ database }: Accounts, userId: number): Promise<RequiredStep[]> => requiredSteps(database.read, userId);

/** Nothing more is asked of a user than the password; answers how much was. Errors: `user-unknown`, `status-needed`. */
export const releaseStepsOf = ({ database, clock }: Accounts, actor: Actor, userId: number): Promise<number> =>
  database.transaction(async (tx) => {
    const user = await accountById(tx, userId);
    if (!user) throw accountUnknown(userId);
    refuseTarget(actor, user, `ask "${user.name}" for less`);
    const amount = await deleteStepsOf(tx, userId);
    if (amount > 0) await noteDeed(tx, actor, clock(), { deed: 'sign-in-steps-released', id: userId, name: user.name, amount });
    return amount;
  });

/** Plugins that ask something of users who sign in, running or not, and of how many. */
export const listAsking = ({ database }: Pick<Accounts, 'database'>): Promise<{ readonly plugin: string; readonly users: number }[]> =>
  usersAsked(database.read);

/** A plugin's steps are asked of nobody any more; for when a webmaster deactivates it knowingly. Answers how many there were. */
export const releaseStepsBy = ({ database }: Pick<Accounts, 'database'>, plugin: string): Promise<number> =>
  database.transaction((tx) => deleteStepsBy(tx, plugin));
