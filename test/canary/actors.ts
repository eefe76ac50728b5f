import { gallery } from '@picturerail/testing';
import type { Area, World } from './world.ts';

/** Somebody who goes through all of the gallery. A later status, or another way to be somebody, is a line of `actors`. */
export interface Actor {
  readonly name: string;
  /** What he may see besides what is open; all else is a hole. */
  readonly sees: readonly Area[];
  /** Marks of these areas stand on his pages by right: his own name. */
  readonly knows: readonly string[];
  /** Opens the administration, which counts what is hidden too. */
  readonly administers: boolean;
  /** Empty for somebody who is not signed in. */
  readonly cookie: string;
  /** What all addresses begin with, where he looks through somebody else’s eyes. */
  readonly within?: string;
}

interface Kind {
  readonly name: string;
  readonly user?: string;
  readonly sees?: readonly Area[];
  readonly administers?: true;
  /** What happens to him once he has signed in. */
  readonly afterwards?: (world: World, userId: number) => Promise<void>;
}

/** An administrator holds all rights on what was granted to him, and sees no more of the gallery than that; in the administration everything is counted. */
export const strangers: readonly Kind[] = [
  { name: 'a visitor' },
  { name: 'a user without groups', user: 'carl' },
  { name: 'a user of another group', user: 'bob' },
  { name: 'a shared account', user: 'shared' },
  { name: 'an administrator without a grant', user: 'adam', sees: ['originals'], administers: true },
  { name: 'somebody of the group, deactivated while signed in', user: 'dora', afterwards: deactivate },
  { name: 'somebody of the group whose session is over', user: 'eve', afterwards: endSessions },
];

/** Somebody for whom all that can be granted is there: where nothing is found for him, nothing is looked for. */
export const granted: Kind = { name: 'somebody of the group', user: 'ana', sees: ['family', 'own list', 'originals'] };

export async function actorsOf(world: World): Promise<Actor[]> {
  const actors: Actor[] = [];
  for (const { name, user, sees = [], administers = false, afterwards } of [...strangers, granted]) {
    const id = user === undefined ? null : (world.people[user] as number);
    const cookies = id === null ? new Map<string, string>() : (await world.gallery.as(id)).cookies;
    if (id !== null && cookies.size === 0) throw new Error(`${name} could not sign in.`);
    if (id !== null) await afterwards?.(world, id);
    actors.push({ name, sees, administers, knows: [`name of ${user}`], cookie: [...cookies].map((pair) => pair.join('=')).join('; ') });
  }
  return actors;
}

/** Those through whose eyes an administrator looks. */
export const lookedThrough = ['a visitor', 'a user without groups', 'a user of another group'] as const;

/** An administrator in the preview of one of them: he may come across nothing that those may not see. */
export async function previewAs(world: World, name: (typeof lookedThrough)[number]): Promise<Actor> {
  const { user } = strangers.find((one) => one.name === name) as Kind;
  const adam = await world.gallery.as(world.people.adam as number);
  const { headers } = await adam.submit('/admin/preview', { as: user === undefined ? 'visitor' : `user-${world.people[user]}`, at: '/' }, '/admin/users/new');
  const within = /^\/preview\/[^/]+/.exec(headers.get('location') ?? '')?.[0];
  if (within === undefined) throw new Error(`There is no preview as ${name}.`);
  const cookie = [...adam.cookies].map((pair) => pair.join('=')).join('; ');
  return { name: `an administrator as ${name}`, sees: [], administers: false, knows: [`name of ${user}`, 'name of adam'], cookie, within };
}

async function deactivate({ gallery: test }: World, userId: number): Promise<void> {
  await gallery.updateUser(test.house.gallery, gallery.system, userId, { status: 'deactivated' });
}

async function endSessions({ gallery: test }: World, userId: number): Promise<void> {
  await test.house.database.transaction(async (tx) => {
    const { changes } = await tx.run('UPDATE sessions SET expires_at = ? WHERE user_id = ?', [Date.now() - 1, userId]);
    if (changes === 0) throw new Error('There was no session to end.');
  });
}
