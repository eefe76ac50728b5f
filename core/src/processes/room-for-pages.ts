import { totalmem } from 'node:os';

const roomyBytes = 3 * 2 ** 30;

/**
 * What a web process is started with. A page is made of many short-lived texts; with room for twice as many of them node collects
 * less often, which takes a tenth off a page of sixty pictures (measured) and up to 50 MB of memory: only where there is plenty.
 */
export const roomForPages = (memory = totalmem()): string[] => (memory < roomyBytes ? [] : ['--max-semi-space-size=32']);
