/**
 * Accounts: how somebody proves to be a user. Passwords, sessions, the first-run setup, one-time links, limits on
 * guessing, tokens against forged requests. Users, groups and statuses are the gallery's; this room holds no cookie and
 * answers no request. It stores no token, only hashes of tokens, and refuses in the same words and the same time
 * whether a name is unknown, a password wrong or an account deactivated. Words it owns: password, session, sign-in, step,
 * setup, login link, password link, token, preview.
 */
export { type Accounts, type AccountsOptions, createAccounts } from './accounts.ts';
export { type ApiScope, apiScopes } from './api-tokens/api-scope.ts';
export {
  type ApiToken,
  apiIdentity,
  apiTokenDays,
  apiTokenIn,
  createApiToken,
  listApiTokens,
  revokeApiToken,
} from './api-tokens/api-tokens.ts';
export { catchUp, noteRevisions } from './catch-up.ts';
export { changePassword } from './change-password.ts';
export { changeUser } from './change-user.ts';
export { completeSetup, type SetupAnswers } from './complete-setup.ts';
export { csrfToken, csrfTokenMatches, newVisitorId } from './csrf-token.ts';
export { accountsChecks } from './doctor/accounts-checks.ts';
export { endSessionsOf } from './end-sessions.ts';
export { apiTokenInvalid, apiTokenScope } from './errors.ts';
export { askForPasswordLink } from './forgotten-password.ts';
export { consumeLoginLink, createLoginLink, readLoginLink } from './login-links.ts';
export { changeOwnEmail, changeOwnPassword, endOwnSession, type OwnAccount, readOwnAccount } from './own-account.ts';
export { hashPassword, verifyPassword } from './password.ts';
export { createPasswordLink, passwordLinkHours, passwordLinkPath, readPasswordLink, usePasswordLink } from './password-links.ts';
export { passwordWeakness, refuseWeakPassword } from './password-weakness.ts';
export { previewedIn, readPreview, startPreview } from './preview.ts';
export { askToRegister, completeRegistration, readRegistration, registrationIsOpen } from './registration.ts';
export { type Identity, type IdentityUser, requestIdentity, visitorIdentity } from './request-identity.ts';
export { linksAreSent, sendPasswordLink } from './send-password-link.ts';
export { listSessions, renewSession, type SessionInfo, type SessionOrigin, signOut, signOutEverywhere, startSession } from './sessions.ts';
export { createSetupToken, setupTokenIsValid } from './setup-token.ts';
export { type SignInRequest, signIn } from './sign-in.ts';
export { answerStep, type StepOutcome, showStep } from './steps/answer-step.ts';
export { type Pending, pendingMinutes, type SignedIn } from './steps/let-in.ts';
export { listAsking, listSteps, releaseStepsBy, releaseStepsOf } from './steps/release-steps.ts';
export { signInContribution } from './steps/sign-in-contribution.ts';
export { sweepAccounts } from './sweep.ts';
