import type { Rail } from '@picturerail/sdk';
import { transactionOf } from '#database';
import { type PluginScope, requireCapability } from '#kernel';
import { mailTransactionForeign } from './errors.ts';
import type { Mailer } from './mailer.ts';

/** `rail.mail`, for plugins that have said that they send messages. */
export const mailContribution =
  (mailer: Mailer) =>
  ({ plugin, manifest }: PluginScope): Pick<Rail, 'mail'> => {
    const declared = (member: string) => requireCapability(manifest, 'mail', `rail.mail.${member}`);
    return {
      mail: {
        ready: async () => {
          declared('ready');
          return mailer.ready();
        },
        send: async (message, { key, tx } = {}) => {
          declared('send');
          const inside = tx ? transactionOf(tx) : null;
          if (inside === undefined) throw mailTransactionForeign(plugin.id);
          await mailer.send(message, { by: plugin.id, tx: inside, ...(key === undefined ? {} : { key }) });
        },
        link: (path) => {
          declared('link');
          return mailer.link(path);
        },
      },
    };
  };
