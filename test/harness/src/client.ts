export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** A browser without scripts: keeps cookies, sends forms as browsers do, follows redirects only where `page` says so. */
export interface Client {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The same as browsers show it: where redirects within the gallery have led. */
  page(path: string): Promise<Answer>;
  request(
    method: string,
    path: string,
    options?: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Uint8Array },
  ): Promise<Answer>;
  /** Fetches the form's page (default: the path itself) for its token, then sends the fields. */
  submit(path: string, fields: Readonly<Record<string, string>>, from?: string): Promise<Answer>;
  readonly cookies: Map<string, string>;
}

/** As many as browsers follow. */
const mostHops = 20;

/** As it is before a test makes that of plugins fail. */
const browse = globalThis.fetch;

export function createClient(base: () => string): Client {
  const cookies = new Map<string, string>();

  const request: Client['request'] = async (method, path, { headers = {}, body } = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await browse(new URL(path, base()), {
      method,
      redirect: 'manual',
      headers: { ...(cookie !== '' && { cookie }), ...headers },
      ...(body !== undefined && { body: body as string }),
    });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: Buffer.from(bytes).toString('utf8') };
  };

  const submit: Client['submit'] = async (path, fields, from = path) => {
    const page = await request('GET', from);
    const token = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1];
    if (token === undefined) throw new Error(`The page "${from}" (status ${page.status}) has no form with a token.`);
    return request('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(base()).origin, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ ...fields, _csrf: token }).toString(),
    });
  };

  const page: Client['page'] = async (path) => {
    let answer = await request('GET', path);
    for (let hops = 0; hops < mostHops && answer.headers.has('location'); hops += 1) {
      const next = new URL(answer.headers.get('location') as string, new URL(path, base()));
      answer = await request('GET', next.pathname + next.search);
    }
    return answer;
  };

  return { cookies, request, submit, page, get: (path, headers = {}) => request('GET', path, { headers }) };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  if (attributes.includes('Max-Age=0')) cookies.delete(name);
  else cookies.set(name, pair.slice(at + 1));
}
