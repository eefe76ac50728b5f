import { isGalleryError, type PageAnswer, type PageRequest, type Rail } from '@picturerail/sdk';
import type { Factors } from './factors.ts';
import { codesPage, offPage, onPage, setupPage } from './views.ts';

type Handler = (request: PageRequest, userId: number) => Promise<PageAnswer>;

const refused = 403;

/** What is wrong with what was sent, by field. */
export interface Problems {
  readonly password?: string;
  readonly code?: string;
}

/** The pages of one's own second factor. What shows a secret is the answer to a form, so that no browser keeps it. */
export function servePages(rail: Rail, factors: Factors): void {
  const own =
    (run: Handler) =>
    async (request: PageRequest): Promise<PageAnswer> => {
      const { userId, status } = request.viewer;
      return userId === null || status === 'generic' ? null : run(request, userId);
    };
  const text = ({ viewer }: PageRequest, key: string) => rail.i18n.t(viewer.language, key);

  /** Null where the password is right. */
  const passwordProblem = async (request: PageRequest, userId: number): Promise<string | null> => {
    try {
      await rail.signIn.confirm(userId, request.form.get('password') ?? '');
      return null;
    } catch (error) {
      if (isGalleryError(error) && error.code === 'old-password-wrong') return text(request, 'password.wrong');
      throw error;
    }
  };

  const state: Handler = async (request, userId) => shown(request, userId, {});
  const shown = async (request: PageRequest, userId: number, problems: Problems): Promise<PageAnswer> =>
    (await factors.isOn(userId)) ? onPage(rail, request, { left: await factors.recoveryLeft(userId), problems }) : offPage(rail, request);

  const begin: Handler = async (request, userId) => {
    if (await factors.isOn(userId)) return { redirect: '/p/totp' };
    return setupPage(rail, request, { secret: await factors.begin(userId), problems: {} });
  };

  const confirm: Handler = async (request, userId) => {
    const secret = (await factors.isOn(userId)) ? null : await factors.begun(userId);
    if (secret === null) return { redirect: '/p/totp' };
    const again = async (problems: Problems) => ({ ...(await setupPage(rail, request, { secret, problems })), status: refused });
    const password = await passwordProblem(request, userId);
    if (password !== null) return again({ password });
    const codes = await factors.turnOn(userId, request.form.get('code') ?? '');
    return codes === null ? again({ code: text(request, 'code.wrong') }) : codesPage(rail, request, codes);
  };

  const knowing =
    (run: Handler): Handler =>
    async (request, userId) => {
      if (!(await factors.isOn(userId))) return { redirect: '/p/totp' };
      const password = await passwordProblem(request, userId);
      if (password === null) return run(request, userId);
      return onPage(rail, request, { left: await factors.recoveryLeft(userId), problems: { password }, status: refused });
    };

  rail.router.get('/', own(state));
  rail.router.post('/begin', own(begin));
  rail.router.post('/confirm', own(confirm));
  rail.router.post('/codes', own(knowing(async (request, userId) => codesPage(rail, request, await factors.renewRecovery(userId)))));
  rail.router.post(
    '/off',
    own(
      knowing(async (_request, userId) => {
        await factors.turnOff(userId);
        return { redirect: '/account' };
      }),
    ),
  );
}
