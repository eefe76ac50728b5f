const names = new Map<string, string>();

/** Languages in their own words. Each name is looked up once: that is slow in Intl. */
export const languageNames = (tags: readonly string[]): { readonly tag: string; readonly name: string }[] =>
  tags.map((tag) => {
    const name = names.get(tag) ?? new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    names.set(tag, name);
    return { tag, name };
  });
