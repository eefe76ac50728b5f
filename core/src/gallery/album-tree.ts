/** Id of the root, never shown: top albums inherit its list. */
export const rootAlbum = 1;
/** Id of the trash, the second root: its list is empty. */
export const trashAlbum = 2;

/** Ids from the root to the album itself. */
export const chainOf = (path: string): number[] => path.split('/').slice(1, -1).map(Number);
export const pathBelow = (parentPath: string, id: number): string => `${parentPath}${id}/`;
export const isTrashed = (path: string): boolean => path.startsWith(`/${trashAlbum}/`);
