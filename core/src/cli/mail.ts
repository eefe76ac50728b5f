import { Command } from 'commander';
import type { Cli } from './cli.ts';
import { print } from './terminal.ts';

export const mailCommand = (cli: Cli): Command => {
  const mail = new Command('mail').description('messages to people; the settings "mail.smtpUrl" and "mail.from" say how they leave');
  mail
    .command('test <address>')
    .description('send a message there at once, and say what the server answers')
    .action((address: string) =>
      cli.withoutPlugins(async (house) => {
        const { galleryName, language } = await house.settings.core();
        const text = (key: string) => house.texts.t('core', language, key, { gallery: galleryName });
        const answer = await house.mail.sendNow({ to: address, subject: text('mail.test.subject'), text: text('mail.test.text') });
        print(cli.terminal, `The server took the message: ${answer}`);
      }),
    );
  return mail;
};
