import type { Message } from '@picturerail/sdk';
import { type Actor, refuseTarget } from '#gallery';
import type { Accounts } from './accounts.ts';
import { accountUnknown, linksNotSent } from './errors.ts';
import { createPasswordLinkIn, type PasswordLinkKind, passwordLinkHours, passwordLinkPath } from './password-links.ts';
import { type AccountRow, accountById } from './session-store.ts';

/** True where links can be mailed: a server, a sender and the gallery's own address are known. */
export const linksAreSent = async ({ post }: Accounts): Promise<boolean> => (await post?.mail.linksReady()) ?? false;

/** Mails a user a link that sets his password, and answers to which address. Errors: those of `createPasswordLink`; `links-not-sent`, `mail-...`. */
export async function sendPasswordLink(a: Accounts, actor: Actor, userId: number, kind: PasswordLinkKind): Promise<string> {
  const user = await accountById(a.database.read, userId);
  if (!user) throw accountUnknown(userId);
  refuseTarget(actor, user, `send "${user.name}" a link`);
  return mailPasswordLink(a, user, kind);
}

/** The same for whoever asks for one himself. */
export async function mailPasswordLink(a: Accounts, user: AccountRow, kind: PasswordLinkKind): Promise<string> {
  const { post } = a;
  if (!post || user.email === null || !(await post.mail.linksReady())) throw linksNotSent(user.name);
  const { email } = user;
  const { galleryName, language } = await a.settings.core();
  const say = (key: string, values: { readonly [name: string]: string | number }) =>
    post.texts.t('core', user.language ?? language, `mail.${kind}.${key}`, { gallery: galleryName, name: user.name, ...values });
  await a.database.transaction(async (tx) => {
    const url = post.mail.link(passwordLinkPath(await createPasswordLinkIn(tx, a, user, kind)));
    const message: Message = { to: email, subject: say('subject', {}), text: say('text', { url, count: passwordLinkHours[kind] }) };
    await post.mail.send(message, { by: 'core', tx });
  });
  return email;
}
