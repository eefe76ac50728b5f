import type { Status } from '@picturerail/sdk';
import { Command, Option } from 'commander';
import { changePassword, changeUser, createLoginLink, hashPassword, listSteps, passwordWeakness, releaseStepsOf } from '#accounts';
import { createUser, findUser, listUsers, removeUser, setRootAccessAfterwards, system, webmasterExists } from '#gallery';
import { addressOf } from '#processes';
import type { House } from '../house.ts';
import { newPassword } from './ask-password.ts';
import type { Cli } from './cli.ts';
import { noUser, weakPassword } from './errors.ts';
import { print, printJson, printTable, say } from './terminal.ts';

const statuses: readonly Status[] = ['webmaster', 'administrator', 'user', 'generic', 'deactivated'];
const statusOption = (text: string) => new Option('--status <status>', text).choices([...statuses]);

interface AddOptions {
  readonly status: Status;
  readonly email?: string;
  readonly language?: string;
  readonly passwordStdin?: boolean;
  /** False where `--no-password` was given. */
  readonly password: boolean;
}

interface SetOptions {
  readonly status?: Status;
  readonly rename?: string;
  readonly email?: string;
  readonly language?: string;
}

export const userCommand = (cli: Cli): Command => {
  const user = new Command('user').description('accounts of people who sign in');
  user
    .command('add <name>')
    .description('make an account; the password is asked for, or read from the standard input')
    .addOption(statusOption('what the account may do').default('user'))
    .option('--email <address>', 'for messages')
    .option('--language <tag>', 'such as en, fr or de')
    .option('--password-stdin', 'read the password from the standard input')
    .option('--no-password', 'without a password: "user login-link" lets the person in')
    .action((name: string, options: AddOptions) => addUser(cli, name, options));
  user
    .command('list')
    .description('all accounts')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) =>
      cli.inGallery(async ({ gallery }) => {
        const users = (await listUsers(gallery)).map(({ id, name, status, language, email }) => ({ id, name, status, language, email }));
        if (json) return printJson(cli.terminal, users);
        printTable(
          cli.terminal,
          ['id', 'name', 'status', 'language', 'email'],
          users.map(({ id, name, status, language, email }) => [id, name, status, language, email]),
        );
      }),
    );
  user
    .command('set <name>')
    .description('change an account')
    .addOption(statusOption('what it may do; deactivating signs it out everywhere'))
    .option('--rename <name>', 'the name to sign in with')
    .option('--email <address>', 'for messages; empty removes it')
    .option('--language <tag>', 'such as en, fr or de')
    .action((name: string, options: SetOptions) => setUser(cli, name, options));
  user
    .command('passwd <name>')
    .description('set a password; the account is signed out everywhere')
    .option('--password-stdin', 'read the password from the standard input')
    .action((name: string, { passwordStdin = false }: { passwordStdin?: boolean }) =>
      cli.inGallery(async (house) => {
        const { id } = await userNamed(house, name);
        await changePassword(house.accounts, id, await newPassword(cli.terminal, { stdin: passwordStdin }));
        print(cli.terminal, `"${name}" has a new password and is signed out everywhere.`);
      }),
    );
  user
    .command('remove <name>')
    .description('remove an account; its images stay')
    .action((name: string) =>
      cli.inGallery(async (house) => {
        await removeUser(house.gallery, system, (await userNamed(house, name)).id);
        print(cli.terminal, `"${name}" is removed; the images stay.`);
      }),
    );
  user
    .command('login-link <name>')
    .description('print a link that signs this person in, once; nothing else is asked')
    .option('--json', 'print JSON')
    .action((name: string, { json }: { json?: boolean }) =>
      cli.inGallery(async (house) => {
        const token = await createLoginLink(house.accounts, (await userNamed(house, name)).id);
        const url = `${addressOf(house.config, house.config.port)}/account/login-link/${token}`;
        if (json) printJson(cli.terminal, { name, url });
        else print(cli.terminal, url);
        say(cli.terminal, 'It works once, within an hour. Give it to nobody else.');
      }),
    );
  user
    .command('second-factor <name>')
    .description('what is asked of this person beside the password')
    .option('--remove', 'ask for the password alone, for who has lost the second factor')
    .action((name: string, { remove = false }: { remove?: boolean }) =>
      cli.inGallery(async (house) => {
        const { id } = await userNamed(house, name);
        const asked = (await listSteps(house.accounts, id)).map(({ plugin, step }) => `${plugin} (${step})`);
        if (asked.length === 0) print(cli.terminal, `"${name}" is asked for the password alone.`);
        else if (!remove) print(cli.terminal, `"${name}" is asked beside the password: ${asked.join(', ')}.`);
        else {
          await releaseStepsOf(house.accounts, system, id);
          print(cli.terminal, `"${name}" is asked for the password alone from now on, and can set up a second factor again.`);
        }
      }),
    );
  return user;
};

async function addUser(cli: Cli, name: string, { status, email, language, passwordStdin = false, password: wanted }: AddOptions): Promise<void> {
  await cli.inGallery(async (house) => {
    const password = wanted ? await newPassword(cli.terminal, { stdin: passwordStdin }) : null;
    if (password !== null) refuseWeak(password, [name, email ?? '', (await house.settings.core()).galleryName]);
    const isFirst = status === 'webmaster' && !(await webmasterExists(house.database.read));
    const id = await createUser(house.gallery, system, {
      name,
      status,
      ...(email ? { email } : {}),
      ...(language ? { language } : {}),
      ...(password === null ? {} : { passwordHash: await hashPassword(password) }),
    });
    if (isFirst) await answerSetup(cli, house, name, id);
    print(cli.terminal, `"${name}" (${status}) has the number ${id}.`);
  });
}

/** The first webmaster stands for the setup in the browser, which is not offered any more: its one question gets the careful answer. */
async function answerSetup(cli: Cli, house: House, name: string, id: number): Promise<void> {
  await setRootAccessAfterwards(house.gallery, 'private', id);
  say(cli.terminal, `New albums are seen by "${name}" alone until "album access" or "import --access" says otherwise.`);
}

async function setUser(cli: Cli, name: string, { status, rename, email, language }: SetOptions): Promise<void> {
  await cli.inGallery(async (house) => {
    const { id } = await userNamed(house, name);
    const change = {
      ...(status ? { status } : {}),
      ...(rename ? { name: rename } : {}),
      ...(email === undefined ? {} : { email: email || null }),
      ...(language ? { language } : {}),
    };
    await changeUser(house.accounts, system, id, change);
    print(cli.terminal, `"${rename ?? name}" is changed.`);
  });
}

function refuseWeak(password: string, words: readonly string[]): void {
  const why = passwordWeakness(password, words);
  if (why !== null) throw weakPassword(why);
}

async function userNamed({ gallery }: House, name: string) {
  const found = await findUser(gallery, name);
  if (!found) throw noUser(name);
  return found;
}
