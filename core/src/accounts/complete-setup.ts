import { noteDeed } from '#activity';
import { insertUser, setRootAccess, setRootAccessAfterwards, topAlbumsInherit, webmasterExists } from '#gallery';
import type { Accounts } from './accounts.ts';
import { setupDone, setupTokenInvalid } from './errors.ts';
import { useUpOneTimeToken } from './one-time-token-store.ts';
import { hashPassword } from './password.ts';
import { refuseWeakPassword } from './password-weakness.ts';
import { setupTokenIsValid } from './setup-token.ts';
import { tokenHash } from './tokens.ts';

export interface SetupAnswers {
  /** Of the first webmaster. */
  readonly name: string;
  readonly password: string;
  readonly galleryName: string;
  /** Who sees new albums. */
  readonly access: 'public' | 'signed-in' | 'private';
  readonly language?: string;
}

/**
 * Makes the first webmaster, names the gallery and says who sees new albums, all or nothing; the token is used up.
 * Errors: `setup-token-invalid`, `setup-done`; `password-weak`, `setting-invalid` and what the gallery says of a name,
 * with `data.field`.
 */
export async function completeSetup(a: Accounts, token: string, answers: SetupAnswers): Promise<{ readonly userId: number }> {
  const { database, gallery, settings, clock } = a;
  if (!(await setupTokenIsValid(a, token))) throw (await webmasterExists(database.read)) ? setupDone() : setupTokenInvalid();
  refuseWeakPassword(answers.password, [answers.name, answers.galleryName]);
  const passwordHash = await hashPassword(answers.password);
  const language = answers.language ?? null;
  const late = await topAlbumsInherit(database.read);
  const userId = await database.transaction(async (tx) => {
    if (!(await useUpOneTimeToken(tx, tokenHash(token), 'setup', clock()))) throw setupTokenInvalid();
    if (await webmasterExists(tx)) throw setupDone();
    const id = await insertUser(gallery, tx, { name: answers.name, status: 'webmaster', language, passwordHash });
    if (!late) await setRootAccess(gallery, tx, answers.access, id);
    await noteDeed(tx, { userId: id, name: answers.name }, clock(), { deed: 'gallery-set-up', id, name: answers.name });
    await settings.setIn(tx, 'core', 'gallery', { galleryName: answers.galleryName, ...(language === null ? {} : { language }) });
    return id;
  });
  if (late) await setRootAccessAfterwards(gallery, answers.access, userId);
  return { userId };
}
