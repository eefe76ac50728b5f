import { administers } from '#gallery';
import { type Exchange, whoOf } from '../exchange.ts';

/** Others who are here administer some albums, and are shown no more than that takes. */
export const isAdministrator = (ctx: Exchange): boolean => administers(whoOf(ctx).viewer);
