import type { Package } from '#kernel';

/** The theme, its parent, its parent's parent. Throws a sentence where one is missing or a circle is closed. */
export function themeChain(theme: Package, themes: ReadonlyMap<string, Package>): Package[] {
  const chain = [theme];
  for (let parent = theme.manifest.parent; parent !== undefined; parent = chain.at(-1)?.manifest.parent) {
    const ids = chain.map(({ id }) => id);
    if (ids.includes(parent)) throw new Error(`its parents form a circle: ${[...ids, parent].join(' > ')}.`);
    const found = themes.get(parent);
    if (!found) throw new Error(`its parent "${parent}" is not installed.`);
    chain.push(found);
  }
  return chain;
}
