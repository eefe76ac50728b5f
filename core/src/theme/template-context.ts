/**
 * What a template sees. Members that are computed when asked for (the CSRF token, which costs a visitor a cookie) stay
 * so: nunjucks copies its context, so each becomes something that computes itself when it is printed.
 */
export function templateContext(data: object, functions: object): object {
  const context: Record<string, unknown> = {};
  for (const [name, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(data))) {
    context[name] = get ? { toString: () => String(get.call(data)) } : value;
  }
  return Object.assign(context, functions);
}
