/**
 * Routes: which paths plugins serve, and with what. Patterns belong to a plugin and go with it; a page is called through
 * the kernel's guard, with a deadline. It refuses paths that belong to the gallery or to another plugin, and answers
 * that are no page. It knows nothing of HTTP beyond method and path, and decides nobody's rights. Words it owns: route,
 * claim (of a top-level path).
 */
export { type AdminEntry, createRoutes, type Found, type Routes } from './create-routes.ts';
export { reservedPaths } from './reserved-paths.ts';
export type { PageCall, Route } from './route.ts';
export { routesContribution } from './routes-contribution.ts';
