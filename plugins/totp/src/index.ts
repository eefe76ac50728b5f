import { definePlugin } from '@picturerail/sdk';
import { createFactors } from './factors.ts';
import { servePages } from './pages.ts';
import { accountSection } from './section.ts';
import { codeStep } from './step.ts';

/**
 * A second factor: codes by time (RFC 6238) of an app on the phone, asked after the password of whoever has set that up
 * on the page of the own account; and codes to be written down, for when the phone is gone.
 */
export default definePlugin({
  setup(rail) {
    const factors = createFactors(rail);
    rail.signIn.step('code', codeStep(rail, factors));
    rail.slot('account.sections@1', (items, { language }) => Promise.all(items.map(({ viewer }) => accountSection(rail, factors, { viewer, language }))));
    servePages(rail, factors);
  },
});
