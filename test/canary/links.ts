const quoted = /["'(\s,=](\/(?!\/)[^"'()\s,<>\\]*)/g;

/** Addresses of this gallery in a page, style sheet, script or list of pictures, wherever they stand in it. */
export function linksIn(text: string, base: string): string[] {
  return [...text.replaceAll(base, '').matchAll(quoted)].map(([, path = '']) => (path.split('#')[0] as string).replaceAll('&amp;', '&'));
}
