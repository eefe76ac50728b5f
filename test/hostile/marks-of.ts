const tags = /<(\/?[a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*\/?>/g;

/**
 * The elements of a page, each with the names of its attributes: what a name that broke out of its place would add to.
 * Anything that begins like a tag and is none is told as it stands.
 */
export function marksOf(page: string): Set<string> {
  const marks = new Set<string>();
  const rest = page.replace(/<!doctype html>|<style[^<]*<\/style>/g, '').replaceAll(tags, (_, element: string, attributes: string) => {
    for (const [, name] of attributes.matchAll(/\s([a-zA-Z-]+)(?:="[^"<>]*")?/g)) marks.add(`${element} ${name}`);
    marks.add(element);
    return '';
  });
  for (const [found] of rest.matchAll(/<.{0,60}/gs)) marks.add(found);
  return marks;
}
