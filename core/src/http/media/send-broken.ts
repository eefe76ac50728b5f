import type { Exchange } from '../exchange.ts';
import { sendNotice } from './send-notice.ts';

/** A sheet with a torn corner: browsers show it in place of the picture, also under a status that says there is none. */
const brokenPicture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240"><rect width="240" height="240" fill="#8883"/>' +
  '<path d="M78 72h54l30 30v66H78z M132 72v30h30 M78 150l24-24 18 18 18-27 24 33 M99 99l18 18m0-18l-18 18" fill="none" stroke="#888" stroke-width="5" stroke-linejoin="round"/></svg>\n';

/** Answers for a picture that cannot be decoded. Why is for the webmaster, in the list of jobs and what `doctor` finds. */
export const sendBroken = (ctx: Exchange): void => sendNotice(ctx, 422, brokenPicture);
