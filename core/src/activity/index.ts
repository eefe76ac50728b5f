/**
 * Activity: who did what to which thing, when, and from where. Use cases write it down in the transaction that does it;
 * what happens elsewhere is written down right after. It keeps no secret, no text that somebody typed and that was
 * refused, and no address longer than the settings say; it decides nothing, and undoes nothing. Words it owns: deed,
 * area, origin.
 */
export { asCsvLine, asJsonLine, csvHead, csvLine } from './as-text.ts';
export { type Area, areaOf, areas, type Deed, type NewDeed } from './deed.ts';
export { noteAfterwards } from './note-afterwards.ts';
export { noteDeed } from './note-deed.ts';
export { cameFrom, type Doer, shownOrigin } from './origin.ts';
export { type Activity, type ActivityFilter, activityPage, eachActivity } from './read-activity.ts';
export { sweepActivity } from './sweep-activity.ts';
