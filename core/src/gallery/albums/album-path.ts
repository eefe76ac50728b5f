/** The hidden roots: of the living albums, and of the trash. */
export const rootId = 1;
export const trashId = 2;

export const isRoot = (id: number): boolean => id === rootId || id === trashId;

/** Ids from the root down to the album itself. */
export const idsOf = (path: string): number[] => path.split('/').filter(Boolean).map(Number);

/** Albums above, from the top down, without the root. */
export const ancestorsOf = (path: string): number[] => idsOf(path).slice(1, -1);

/** Albums that count what is placed here: itself and those above, without the root. */
export const chainOf = (path: string): number[] => idsOf(path).slice(1);

export const pathUnder = (parentPath: string, id: number): string => `${parentPath}${id}/`;

export const isTrashed = (path: string): boolean => path.startsWith(`/${trashId}/`);

/** From (inclusive) and to (exclusive) of the paths of an album and all below it: `0` follows `/` in every collation of bytes. */
export const subtreeRange = (path: string): readonly [string, string] => [path, `${path.slice(0, -1)}0`];
