import type { Exchange } from '../exchange.ts';
import { sendNotice } from './send-notice.ts';

/** A sheet with nothing on it, in place of a picture that is not shown now. */
const blankPicture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240"><rect width="240" height="240" fill="#8883"/></svg>\n';

/** Answers for a picture that must not be shown without what protects it. Visitors are not told why; the webmaster is, by `doctor` and on the page of plugins. */
export const sendWithheld = (ctx: Exchange): void => sendNotice(ctx, 503, blankPicture);
