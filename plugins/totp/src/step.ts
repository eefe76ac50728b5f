import type { Rail, SignInStep } from '@picturerail/sdk';
import type { Factors } from './factors.ts';

/** What is asked after the password. */
export const codeStep = (rail: Rail, factors: Factors): SignInStep => ({
  show: ({ language }) => ({
    heading: rail.i18n.t(language, 'step'),
    message: rail.i18n.t(language, 'step.message'),
    fields: [{ name: 'code', label: rail.i18n.t(language, 'code'), help: rail.i18n.t(language, 'step.help'), autocomplete: 'one-time-code' }],
    button: rail.i18n.t(language, 'step.button'),
  }),
  check: async ({ userId, language }, fields) =>
    (await factors.take(userId, fields.get('code') ?? '')) ? { holds: true } : { problem: rail.i18n.t(language, 'code.wrong'), field: 'code' },
});
