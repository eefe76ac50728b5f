import { noteDeed } from '#activity';
import { groupsNamed, insertUser, readEmail } from '#gallery';
import type { Accounts } from './accounts.ts';
import { newDevice } from './device.ts';
import { doerFrom } from './doer.ts';
import { registrationClosed, registrationLinkInvalid } from './errors.ts';
import { mayBeMailed } from './may-be-mailed.ts';
import { findOneTimeToken, insertOneTimeToken, useUpOneTimeToken } from './one-time-token-store.ts';
import { hashPassword } from './password.ts';
import { refuseWeakPassword } from './password-weakness.ts';
import { linksAreSent } from './send-password-link.ts';
import { accountsCalled } from './session-store.ts';
import { type SessionOrigin, startSessionIn } from './sessions.ts';
import { countAttempt, limitsOfAsking } from './sign-in-limits.ts';
import type { SignedIn } from './steps/let-in.ts';
import { newToken, tokenHash } from './tokens.ts';

export const registrationJob = 'core:registration';
const hours = 24;

/** The address goes along in the link, which holds only as a whole: nothing has to be kept of who never comes back. */
const withEmail = (email: string): string => `${newToken(256)}.${Buffer.from(email).toString('base64url')}`;
const emailIn = (token: string): string => Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');

/** True where people make accounts themselves: the webmaster has said so, and their addresses can be confirmed by mail. */
export const registrationIsOpen = async (a: Accounts): Promise<boolean> => (await a.settings.core()).registration && (await linksAreSent(a));

/**
 * Takes down that somebody wants an account. Whether the address has one already is said in the mail alone. Errors:
 * `registration-closed`, `email-invalid`, `sign-in-too-often`.
 */
export async function askToRegister(a: Accounts, { email: typed, ip }: { readonly email: string; readonly ip: string }): Promise<void> {
  if (!(await registrationIsOpen(a))) throw registrationClosed();
  const email = readEmail(typed) ?? '';
  await countAttempt(a, limitsOfAsking(a, { ip, nameKey: email.toLowerCase() }));
  await a.post?.jobs.add(null, registrationJob, { email });
}

/** Mails the link, or that there is an account already; a few in an hour to one address. */
export async function answerRegistration(a: Accounts, { email }: { readonly email: string }): Promise<void> {
  const { post } = a;
  if (!post || !(await registrationIsOpen(a)) || !(await mayBeMailed(a, email.toLowerCase()))) return;
  const { galleryName: gallery, language } = await a.settings.core();
  const isKnown = await hasAccount(a, email);
  const say = (key: string, values: { readonly [name: string]: string | number } = {}) =>
    post.texts.t('core', language, `mail.${isKnown ? 'registered' : 'registration'}.${key}`, { gallery, ...values });
  await a.database.transaction(async (tx) => {
    const token = withEmail(email);
    const now = a.clock();
    if (!isKnown) await insertOneTimeToken(tx, { tokenHash: tokenHash(token), purpose: 'registration', userId: null, now, expiresAt: now + hours * 3_600_000 });
    const url = post.mail.link(isKnown ? '/account/forgot' : `/account/registration/${token}`);
    await post.mail.send({ to: email, subject: say('subject'), text: say('text', { url, count: hours }) }, { by: 'core', tx });
  });
}

const hasAccount = async (a: Accounts, email: string): Promise<boolean> =>
  (await accountsCalled(a.database.read, email.toLowerCase(), 5)).some((one) => one.email?.toLowerCase() === email.toLowerCase());

/** The address that a link has confirmed, without using it up; null where it is void. */
export async function readRegistration(a: Accounts, token: string): Promise<string | null> {
  const found = await findOneTimeToken(a.database.read, tokenHash(token), 'registration', a.clock());
  if (!found || !(await registrationIsOpen(a)) || (await hasAccount(a, emailIn(token)))) return null;
  return emailIn(token);
}

export interface Registered {
  readonly name: string;
  readonly password: string;
  readonly language: string;
}

/**
 * Makes the account, in the groups that the settings name, and opens a session; the link is used up. Errors:
 * `registration-link-invalid`; `password-weak` and what the gallery says of a name, after which the link still stands.
 */
export async function completeRegistration(a: Accounts, token: string, answers: Registered & { readonly origin: SessionOrigin }): Promise<SignedIn> {
  const email = await readRegistration(a, token);
  if (email === null) throw registrationLinkInvalid();
  const { name, password, language, origin } = answers;
  const { galleryName, registrationGroups } = await a.settings.core();
  refuseWeakPassword(password, [name, email, galleryName]);
  const passwordHash = await hashPassword(password);
  const doer = await doerFrom(a, null, origin.ip);
  return a.database.transaction(async (tx) => {
    if (!(await useUpOneTimeToken(tx, tokenHash(token), 'registration', a.clock()))) throw registrationLinkInvalid();
    const groups = await groupsNamed(tx, registrationGroups);
    const userId = await insertUser(a.gallery, tx, { name, status: 'user', email, language, passwordHash, groups });
    await noteDeed(tx, doer, a.clock(), { deed: 'user-created', id: userId, name, detail: 'user' });
    return { userId, token: await startSessionIn(tx, a, userId, origin), device: newDevice(a, userId, passwordHash) };
  });
}
