/** A page as it was asked for: whole, from 1. */
export const pageNumber = (given: number | undefined): number => (given !== undefined && Number.isSafeInteger(given) && given > 0 ? given : 1);

const most = 500;

/** How many stand on a page: 60, or what the page asks for within bounds. */
export const perPageOf = (given: number | undefined): number => (given !== undefined && Number.isSafeInteger(given) && given > 0 ? Math.min(given, most) : 60);
