import { Command } from 'commander';
import { createGroup, findUser, joinGroup, leaveGroup, listGroups, removeGroup, system } from '#gallery';
import type { House } from '../house.ts';
import type { Cli } from './cli.ts';
import { noGroup, noUser } from './errors.ts';
import { print, printJson, printTable } from './terminal.ts';

export const groupCommand = (cli: Cli): Command => {
  const group = new Command('group').description('sets of users, for access lists');
  group
    .command('add <name>')
    .description('make a group')
    .action((name: string) =>
      cli.inGallery(async ({ gallery }) => {
        const id = await createGroup(gallery, system, { name });
        print(cli.terminal, `The group "${name}" has the number ${id}.`);
      }),
    );
  group
    .command('list')
    .description('all groups and who is in them')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) =>
      cli.inGallery(async ({ gallery }) => {
        const groups = await listGroups(gallery);
        if (json) return printJson(cli.terminal, groups);
        printTable(
          cli.terminal,
          ['id', 'name', 'members'],
          groups.map(({ id, name, members }) => [id, name, members.map((member) => member.name).join(', ')]),
        );
      }),
    );
  group
    .command('remove <name>')
    .description('remove a group; what was granted to it is granted to nobody')
    .action((name: string) =>
      cli.inGallery(async (house) => {
        await removeGroup(house.gallery, system, await groupNamed(house, name));
        print(cli.terminal, `The group "${name}" is removed.`);
      }),
    );
  group
    .command('join <group> <user>')
    .description('put a user into a group')
    .action((name: string, user: string) => member(cli, { name, user, change: joinGroup, done: 'is in' }));
  group
    .command('leave <group> <user>')
    .description('take a user out of a group')
    .action((name: string, user: string) => member(cli, { name, user, change: leaveGroup, done: 'is not in' }));
  return group;
};

interface Membership {
  readonly name: string;
  readonly user: string;
  readonly change: typeof joinGroup;
  readonly done: string;
}

const member = (cli: Cli, { name, user, change, done }: Membership) =>
  cli.inGallery(async (house) => {
    const groupId = await groupNamed(house, name);
    const found = await findUser(house.gallery, user);
    if (!found) throw noUser(user);
    await change(house.gallery, system, groupId, found.id);
    print(cli.terminal, `"${user}" ${done} the group "${name}".`);
  });

async function groupNamed({ gallery }: House, name: string): Promise<number> {
  const found = (await listGroups(gallery)).find((group) => group.name === name.normalize('NFC'));
  if (!found) throw noGroup(name);
  return found.id;
}
