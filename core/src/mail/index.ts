/**
 * Mail: messages to people, handed to the SMTP server that the webmaster has named. Each is a job written in the caller's
 * transaction, tried again while the server says "not now", and given up where it says "never". It refuses to send
 * without a server and a sender, to build a link while nobody has said where the gallery is reached, to send a name and
 * password unencrypted, and to write what a message says into the log. Words it owns: message, sender, recipient.
 */
export { mailContribution } from './mail-contribution.ts';
export { createMailer, type Mailer, type MailSettings } from './mailer.ts';
