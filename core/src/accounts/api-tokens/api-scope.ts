/** What a token opens: `read` pages and pictures, `upload` the sending of files. Never the account, the administration, or pages of plugins. */
export const apiScopes = ['read', 'upload'] as const;
export type ApiScope = (typeof apiScopes)[number];

/** Scopes as they are stored, and as RFC 6750 writes them; words that are none are left out. */
export const scopesIn = (text: string): ApiScope[] => {
  const words = text.split(' ');
  return apiScopes.filter((scope) => words.includes(scope));
};
