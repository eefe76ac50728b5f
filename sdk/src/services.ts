/**
 * Services between plugins, by token: a string id with its major (`tags.index@1`). Empty here; a plugin that offers
 * one merges its line into this interface from its `./contract`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: plugins merge their lines into it
export interface ServiceRegistry {}
