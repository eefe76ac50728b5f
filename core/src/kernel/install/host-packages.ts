/** What a plugin shares with the gallery: two copies of them in one process would not know each other, or not work at all (libvips). */
export const hostPackages: readonly string[] = ['@picturerail/sdk', 'sharp', 'koa', 'knex', 'nunjucks', 'ajv'];
