interface User {
  readonly name: string;
  readonly password: string;
}

/** What a browser posts when the form is filled in. */
export interface FilledForm {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export async function signInForm(base: string, user: User): Promise<FilledForm> {
  const url = `${base}/account/sign-in`;
  const page = await fetch(url);
  const token = /name="_csrf" value="([^"]*)"/.exec(await page.text())?.[1];
  if (token === undefined) throw new Error(`The sign-in page "${url}" (status ${page.status}) has no form with a token.`);
  const headers = { cookie: cookiesOf(page), 'content-type': 'application/x-www-form-urlencoded', origin: base };
  return { url, headers, body: new URLSearchParams({ ...user, _csrf: token }).toString() };
}

/** Signs in as a browser does, through the form. Returns the Cookie header of the session. */
export async function signIn(base: string, user: User): Promise<string> {
  const { url, headers, body } = await signInForm(base, user);
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers, body });
  const session = cookiesOf(answer);
  if (answer.status >= 400 || session === '') throw new Error(`Signing in as "${user.name}" was answered with status ${answer.status}.`);
  return session;
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
