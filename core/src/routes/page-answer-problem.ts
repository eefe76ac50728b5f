import { isHtml } from '@picturerail/sdk';

const kinds = ['html', 'json', 'redirect', 'body'] as const;
const contentType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(;[ \w!#$&^.+="-]*)?$/;

/** What is wrong with what a page answered, as the end of a sentence; null where nothing is. */
export function pageAnswerProblem(answer: unknown): string | null {
  if (answer === null) return null;
  if (typeof answer !== 'object') return `it must be an object such as { title, html }, or null for "not found", not a value of type "${typeof answer}"`;
  const given = kinds.filter((kind) => kind in answer);
  const [kind] = given;
  if (kind === undefined || given.length > 1) return `it must have one of ${kinds.join(', ')}, not ${given.join(' and ') || 'none of them'}`;
  return statusProblem(answer) ?? problems[kind](answer as Answer);
}

type Answer = { readonly [key: string]: unknown };

const problems: { readonly [Kind in (typeof kinds)[number]]: (answer: Answer) => string | null } = {
  html: ({ html, title }) => {
    if (!isHtml(html)) return '"html" must be made with rail.html, which escapes what is put into it';
    return typeof title === 'string' && title !== '' ? null : '"title" must be a text: it names the page';
  },
  json: ({ json }) => (JSON.stringify(json) === undefined ? '"json" must be a value that JSON has' : null),
  redirect: ({ redirect }) =>
    leadsSomewhere(redirect) ? null : '"redirect" must be a path of this gallery, or an address that begins with https:// or http://',
  body: ({ body, type, fileName }) => {
    if (typeof body !== 'string' && !(body instanceof Uint8Array) && !isStream(body)) return '"body" must be a text, bytes or a stream';
    if (typeof type !== 'string' || !contentType.test(type)) return '"type" must say what it is, such as "text/csv; charset=utf-8"';
    return fileName === undefined || (typeof fileName === 'string' && fileName !== '') ? null : '"fileName" must be a text';
  },
};

function statusProblem({ status }: { readonly status?: unknown }): string | null {
  if (status === undefined) return null;
  return Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599 ? null : '"status" must be a number from 200 to 599';
}

const isStream = (value: unknown): boolean => typeof value === 'object' && value !== null && 'pipe' in value && typeof value.pipe === 'function';

/** Browsers read `//host` and `/\host` as another host, and leave control characters out before they do. */
function leadsSomewhere(address: unknown): boolean {
  if (typeof address !== 'string' || /[\\\p{Cc}]/u.test(address)) return false;
  if (address.startsWith('/')) return !address.startsWith('//');
  return /^https?:\/\//.test(address) && URL.canParse(address);
}
