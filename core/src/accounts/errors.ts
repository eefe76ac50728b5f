import { GalleryError } from '@picturerail/sdk';

export const signInRefused = () => new GalleryError('sign-in-refused', 'The name or the password is wrong.', { status: 401 });

export const signInTooOften = (retryAfter: number) =>
  new GalleryError('sign-in-too-often', `Too many attempts; try again in ${retryAfter} seconds.`, { status: 429, data: { retryAfter } });

export const signInOver = () =>
  new GalleryError('sign-in-over', 'This sign-in has taken too long or was ended; begin again with the password.', { status: 410 });

export const stepMissing = () =>
  new GalleryError('sign-in-step-missing', 'What your account asks for beside the password cannot be checked now; ask whoever runs this gallery.', {
    status: 503,
  });

export const stepTwice = (plugin: string, step: string) =>
  new GalleryError(`${plugin}.step-twice`, `The plugin "${plugin}" registers the sign-in step "${step}" twice; give each a name of its own.`, {
    status: 500,
  });

export const stepNameInvalid = (plugin: string, step: string) =>
  new GalleryError(`${plugin}.step-name`, `The plugin "${plugin}" calls a sign-in step "${step}"; a name is a word of small letters, such as "code".`, {
    status: 500,
  });

export const stepNotDeclared = (plugin: string, step: string) =>
  new GalleryError(
    `${plugin}.step-undeclared`,
    `The plugin "${plugin}" requires the sign-in step "${step}", which it has not registered; call rail.signIn.step first.`,
    { status: 500 },
  );

export const stepTransactionForeign = (plugin: string) =>
  new GalleryError(
    `${plugin}.step-transaction`,
    `The plugin "${plugin}" gave a "tx" that is not one of rail.db.transaction; pass on the tables it was given.`,
    { status: 500 },
  );

export const loginLinkInvalid = () => new GalleryError('login-link-invalid', 'This link has been used or has expired; ask for a new one.', { status: 410 });

export const passwordLinkInvalid = () =>
  new GalleryError('password-link-invalid', 'This link has been used or has expired; ask for a new one.', { status: 410 });

export const oldPasswordWrong = () =>
  new GalleryError('old-password-wrong', 'This is not the password of this account; type the one that you sign in with.', {
    status: 403,
    data: { field: 'old' },
  });

export const accountShared = () =>
  new GalleryError('account-shared', 'The password, address and language of a shared account are not its own to change; ask an administrator.', {
    status: 403,
  });

export const apiTokenNameMissing = () =>
  new GalleryError('api-token-name-missing', 'The token has no name; say what it is for, such as "backup of my phone".', { data: { field: 'name' } });

export const apiTokenScopeMissing = () =>
  new GalleryError('api-token-scope-missing', 'The token would open nothing; choose what it may do.', { data: { field: 'scopes' } });

export const tooManyApiTokens = (most: number) =>
  new GalleryError('api-token-many', `There are ${most} tokens already; revoke one that is not used any more.`, { status: 409, data: { most } });

export const apiTokenInvalid = () =>
  new GalleryError('api-token-invalid', 'This token is unknown, has expired or was revoked; make another one on the page of the account.', { status: 401 });

export const apiTokenScope = (scope: string | null) =>
  new GalleryError(
    'api-token-scope',
    scope === null ? 'No token opens this; sign in with a browser.' : `This token does not open this; make one that may do "${scope}".`,
    { status: 403, data: { scope } },
  );

export const registrationClosed = () =>
  new GalleryError('registration-closed', 'Nobody makes an account alone here; ask the webmaster for one.', { status: 404 });

export const registrationLinkInvalid = () =>
  new GalleryError('registration-link-invalid', 'This link has been used or has expired; register again for a new one.', { status: 410 });

/** Nobody is told this who could not see it on the user's page. */
export const linksNotSent = (name: string) =>
  new GalleryError('links-not-sent', `"${name}" was sent no link; give the user an address, and set "mail.smtpUrl", "mail.from" and BASE_URL.`, {
    status: 409,
    data: { name },
  });

export const setupTokenInvalid = () =>
  new GalleryError('setup-token-invalid', 'This setup link has been used or has expired. Restart the gallery: its log prints a new one.', { status: 410 });

export const setupDone = () => new GalleryError('setup-done', 'This gallery has been set up already; sign in instead.', { status: 409 });

export const accountUnknown = (id: number) => new GalleryError('user-unknown', `There is no user with the number "${id}".`, { status: 404 });

export const accountCannotSignIn = (name: string) =>
  new GalleryError('user-deactivated', `"${name}" is deactivated and cannot sign in; activate the account first.`, { status: 409, data: { name } });
