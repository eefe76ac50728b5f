/** A list as `?in=` names it: of an album, or of the whole gallery. */
export type ListName = { readonly kind: 'album'; readonly albumId: number } | { readonly kind: 'newest' };

/** Null for a list this room does not keep. */
export function readList(name: string | null): ListName | null {
  if (name === 'newest') return { kind: 'newest' };
  const album = /^album-([1-9]\d{0,14})$/.exec(name ?? '');
  return album ? { kind: 'album', albumId: Number(album[1]) } : null;
}
