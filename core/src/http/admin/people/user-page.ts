import { linksAreSent, listSessions, listSteps, passwordLinkHours, passwordLinkPath } from '#accounts';
import { describeUser, listGroupNames, type UserDescribed } from '#gallery';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { languageNames } from '../../language-names.ts';
import type { Room } from '../../room.ts';
import { installedPlugins, pluginName } from '../installed-plugins.ts';
import { renderAdmin } from '../render-admin.ts';
import type { Problems } from './refusal.ts';
import { idAt } from './sent.ts';

const deeds = ['created', 'invited', 'mailed', 'saved', 'second-factor', 'signed-out'] as const;

/** What stands in the form. */
export type UserTyped = Pick<UserDescribed, 'name' | 'status' | 'email' | 'language' | 'groups'>;

interface Beside {
  readonly done?: (typeof deeds)[number];
  /** Token of a link that was made just now: shown once, and kept nowhere. */
  readonly link?: string;
  readonly typed?: UserTyped;
  readonly problems?: Problems;
}

export const showUser = (room: Room) => (ctx: Exchange) => userPage(room, ctx, idAt(ctx), {});

/** One account: what it is, whom it belongs to, how its owner signs in. */
export async function userPage(room: Room, ctx: Exchange, id: number, { done, link, typed, problems = {} }: Beside): Promise<void> {
  const { gallery, accounts, texts } = room.house;
  const { viewer } = whoOf(ctx);
  const user = await describeUser(gallery, viewer, id);
  if (!user) throw pageNotFound();
  const sessions = await listSessions(accounts, id);
  await renderAdmin(room, ctx, 'user', {
    title: user.name,
    at: '/admin/users',
    data: {
      user,
      typed: typed ?? user,
      problems,
      isSelf: viewer.userId === id,
      groups: await listGroupNames(gallery),
      tongues: languagesFor(texts.languages(), user.language),
      secondFactors: await secondFactorsOf(room, ctx, id),
      sessions: { count: sessions.length, seenAt: sessions[0]?.seenAt ?? null },
      canMail: user.email !== null && (await linksAreSent(accounts)),
      done: done ?? deeds.find((deed) => deed === queryOf(ctx).get('done')) ?? null,
      link: link === undefined ? null : shownLink(room, ctx, link),
      hours: passwordLinkHours[user.hasPassword ? 'reset' : 'invitation'],
    },
  });
}

/** What asks him for more than the password, by name. */
async function secondFactorsOf(room: Room, ctx: Exchange, id: number): Promise<string[]> {
  const steps = await listSteps(room.house.accounts, id);
  const plugins = steps.length === 0 ? [] : await installedPlugins(room.house);
  return steps.map(({ plugin }) => {
    const found = plugins.find((one) => one.id === plugin);
    return found ? pluginName(room, ctx, found) : plugin;
  });
}

/** A language that the gallery has no texts in any more stays what it is. */
const languagesFor = (known: readonly string[], own: string | null) => languageNames(own === null || known.includes(own) ? known : [...known, own]);

/** Whole, to be copied. Where nobody has said how the gallery is reached, as whoever looks at it reaches it: it goes nowhere but onto his page. */
function shownLink({ house }: Room, ctx: Exchange, token: string): { readonly url: string; readonly isGuessed: boolean } {
  const { baseUrl } = house.config;
  return { url: new URL(passwordLinkPath(token), baseUrl ?? `${ctx.protocol}://${ctx.host}`).href, isGuessed: baseUrl === null };
}
