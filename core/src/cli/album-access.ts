import { Command } from 'commander';
import { type AccessChoice, type AccessWord, accessOf, setAlbumAccess, system } from '#gallery';
import type { House } from '../house.ts';
import { albumAt } from './album-at.ts';
import { counted } from './amounts.ts';
import type { Cli } from './cli.ts';
import { oneChoice } from './errors.ts';
import { entriesOf } from './grants.ts';
import { print, printJson, say } from './terminal.ts';

interface Options {
  readonly public?: boolean;
  readonly signedIn?: boolean;
  readonly private?: boolean;
  readonly inherit?: boolean;
  readonly allow?: readonly string[];
  readonly json?: boolean;
}

const help = `
Rights: view, download, upload, edit, edit-own, delete, delete-own, manage, and
those of plugins; any of them implies view, manage implies all. The change is
effective when the command returns. Albums below that inherit change with it.
Viewing never includes the original, which may tell places: for that grant
download, for instance --allow everyone=view,download.`;

export const albumAccessCommand = (cli: Cli): Command =>
  new Command('access')
    .description('say who may see an album, and what they may do')
    .argument('<album path>', 'names joined by "/"')
    .option('--public', 'everyone may view')
    .option('--signed-in', 'everyone who is signed in may view')
    .option('--private', 'nobody may but those named by --allow, and administrators')
    .option('--inherit', 'as the album it lies in')
    .option(
      '--allow <grant>',
      'besides: user:ana=view,download or group:family=view (can be given several times)',
      (grant: string, all: readonly string[] = []) => [...all, grant],
    )
    .option('--json', 'print what was changed as JSON')
    .addHelpText('after', help)
    .action((path: string, options: Options) => cli.inGallery((house) => changeAccess(cli, house, { path, options })));

async function changeAccess(cli: Cli, house: House, { path, options }: { readonly path: string; readonly options: Options }): Promise<void> {
  const choice = await choiceOf(house, options);
  const albumId = await albumAt(house, path);
  const change = await setAlbumAccess(house.gallery, system, albumId, choice);
  const { publicMaxAge } = await house.settings.core();
  if (options.json) printJson(cli.terminal, { album: path, albumId, ...change });
  else
    print(
      cli.terminal,
      `"${path}" is changed; ${counted(change.images, 'image', 'images')} in it and below ${change.images === 1 ? 'is' : 'are'} concerned. It is effective now.`,
    );
  if (choice !== 'inherit' && !isPublic(choice)) {
    say(cli.terminal, `Copies of pictures that were public may stay in browsers for ${publicMaxAge} seconds (the setting publicMaxAge).`);
  }
  await finishInBackground(cli, house);
}

const background = 'gallery:access-change';

/** Lists of the whole gallery follow by a job; it is done here as far as it goes, a server beside it takes the rest. */
async function finishInBackground(cli: Cli, { jobs }: House): Promise<void> {
  const shown = setInterval(async () => {
    const [job] = await jobs.list({ name: background, state: 'running', limit: 1 }).catch(() => []);
    if (job?.total) say(cli.terminal, `Lists of the whole gallery follow: ${job.done ?? 0} of ${job.total} images.`);
  }, 1_000);
  try {
    if ((await jobs.runAll({ names: [background] })) > 0) say(cli.terminal, 'Lists of the whole gallery are up to date.');
  } finally {
    clearInterval(shown);
  }
}

async function choiceOf(house: House, options: Options): Promise<AccessChoice> {
  const { allow = [] } = options;
  const given = (['public', 'signedIn', 'private', 'inherit'] as const).filter((name) => options[name]);
  const [one] = given;
  if (given.length !== 1 || !one || (one === 'inherit' && allow.length > 0)) {
    throw oneChoice([
      ...given.map((name) => (name === 'signedIn' ? '--signed-in' : `--${name}`)),
      ...(one === 'inherit' && allow.length > 0 ? ['--allow'] : []),
    ]);
  }
  if (one === 'inherit') return 'inherit';
  const word: AccessWord = one === 'signedIn' ? 'signed-in' : one;
  const base = accessOf(word);
  return { entries: [...(base === 'inherit' ? [] : base.entries), ...(await entriesOf(house, allow))] };
}

const isPublic = (choice: Exclude<AccessChoice, 'inherit'>): boolean => choice.entries.some(({ principal }) => principal === 'everyone');
