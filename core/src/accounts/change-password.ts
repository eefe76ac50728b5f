import { noteDeed } from '#activity';
import { system } from '#gallery';
import type { Accounts } from './accounts.ts';
import { accountUnknown } from './errors.ts';
import { hashPassword } from './password.ts';
import { refuseWeakPassword } from './password-weakness.ts';
import { accountById } from './session-store.ts';
import { setPasswordIn } from './set-password.ts';

/** Sets a user's password after checking its strength and ends all sessions but the one of `keepToken`. Errors: `password-weak`, `user-unknown`. */
export async function changePassword(
  a: Accounts,
  userId: number,
  password: string,
  { keepToken = null }: { readonly keepToken?: string | null } = {},
): Promise<void> {
  const user = await accountById(a.database.read, userId);
  if (!user) throw accountUnknown(userId);
  refuseWeakPassword(password, [user.name, user.email ?? '', (await a.settings.core()).galleryName]);
  const hash = await hashPassword(password);
  await a.database.transaction(async (tx) => {
    await setPasswordIn(tx, userId, hash, keepToken);
    await noteDeed(tx, system, a.clock(), { deed: 'password-changed', id: userId, name: user.name });
  });
}
