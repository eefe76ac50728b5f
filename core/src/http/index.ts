/**
 * HTTP: requests in, responses out. Sessions become viewers, forms are held against forgery, pages are asked of the
 * gallery whole and rendered once, bytes are checked for each viewer, errors become responses in one place. It decides
 * nothing about rights (the gallery does) and nothing about looks (the theme does), and refuses to tell what a viewer
 * may not see from what does not exist. Words it owns: request, page, address, slug, proposal.
 */
export { albumsContribution } from './albums-contribution.ts';
export { cookieNames } from './cookies.ts';
export { createApp } from './create-app.ts';
export { type Audience, type Route, routes } from './routes.ts';
