import { Command } from 'commander';
import { createAlbum, listAlbums, moveAlbum, system, trashAlbum } from '#gallery';
import type { House } from '../house.ts';
import { albumAccessCommand } from './album-access.ts';
import { albumAt } from './album-at.ts';
import { namesOfPath, pathOfNames } from './album-path.ts';
import { counted } from './amounts.ts';
import type { Cli } from './cli.ts';
import { confirmationWanted } from './errors.ts';
import { print, printJson, printTable } from './terminal.ts';

export const albumCommand = (cli: Cli): Command => {
  const album = new Command('album').description('the tree of albums; a path is names joined by "/", a slash within a name is written "\\/"');
  album
    .command('list')
    .description('all albums')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) =>
      cli.inGallery(async (house) => {
        const albums = await listed(house);
        if (json) return printJson(cli.terminal, albums);
        printTable(
          cli.terminal,
          ['id', 'album', 'images', 'access'],
          albums.map(({ id, path, images, access, ownAccess }) => [id, path, images, ownAccess ? access : `${access} (inherited)`]),
        );
      }),
    );
  album
    .command('add')
    .argument('<album path>')
    .description('make an album; the albums it lies in must be there')
    .action((path: string) =>
      cli.inGallery(async (house) => {
        const names = namesOfPath(path);
        const parentId = names.length === 1 ? null : await albumAt(house, pathOfNames(names.slice(0, -1)));
        const id = await createAlbum(house.gallery, system, { parentId, title: names.at(-1) ?? path });
        print(cli.terminal, `"${path}" has the number ${id}.`);
      }),
    );
  album
    .command('move')
    .argument('<album path>')
    .argument('[into]')
    .description('move an album with all below it into another, or to the top; who may see it stays as it is')
    .option('--adopt', 'let it inherit from where it comes to lie, also where that shows it to more people')
    .action((path: string, into: string | undefined, { adopt = false }: { adopt?: boolean }) =>
      cli.inGallery(async (house) => {
        await moveAlbum(house.gallery, system, await albumAt(house, path), into === undefined ? null : await albumAt(house, into), { adopt });
        print(cli.terminal, `"${path}" is ${into === undefined ? 'at the top' : `in "${into}"`}.`);
      }),
    );
  album
    .command('remove')
    .argument('<album path>')
    .description('put an album with all below it into the trash; images that also hang elsewhere stay there')
    .option('--yes', 'do it without a warning')
    .action((path: string, { yes = false }: { yes?: boolean }) =>
      cli.inGallery(async (house) => {
        const id = await albumAt(house, path);
        const images = (await listed(house))
          .filter((one) => one.id === id || one.path.startsWith(`${pathOfNames(namesOfPath(path))}/`))
          .reduce((sum, one) => sum + one.images, 0);
        if (!yes && images > 0) throw confirmationWanted(`"${path}" and all below it, with ${counted(images, 'image', 'images')}, would go into the trash.`);
        await trashAlbum(house.gallery, system, id);
        print(cli.terminal, `"${path}" is in the trash.`);
      }),
    );
  album.addCommand(albumAccessCommand(cli));
  return album;
};

const listed = async ({ gallery }: House) => (await listAlbums(gallery)).map((album) => ({ ...album, path: pathOfNames(album.path) }));
