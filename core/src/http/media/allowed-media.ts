import type { Viewer } from '@picturerail/sdk';
import { noteRevisions } from '#accounts';
import { administeredMedia, type MediaAccess, mediaAccess, visitorViewer } from '#gallery';
import type { ImagePlan } from '#media';
import type { House } from '../../house.ts';
import { idIn } from '../addresses.ts';
import type { Exchange } from '../exchange.ts';
import { whoOf } from '../exchange.ts';
import { soon } from '../soon.ts';

/** Bytes that this viewer may have. */
export interface AllowedMedia {
  readonly image: MediaAccess['image'];
  readonly plan: ImagePlan;
  readonly size: string;
  readonly ext: string;
  /** Where they are for this viewer; he may have come with another hash. */
  readonly address: string;
  /** The same bytes are for everyone. */
  readonly public: boolean;
}

/** Who may have which bytes; `prefix` is where their addresses begin. */
export interface MediaDecision {
  readonly decide: (house: House, viewer: Viewer, imageId: number) => Promise<MediaAccess | null>;
  readonly prefix: string;
}

export const forVisitors: MediaDecision = {
  decide: ({ gallery, accounts }, viewer, id) => soon(mediaAccess(gallery, viewer, id, (revisions) => noteRevisions(accounts, revisions))),
  prefix: '',
};
export const forAdministration: MediaDecision = { decide: ({ gallery }, viewer, id) => soon(administeredMedia(gallery, viewer, id)), prefix: '/admin' };

/** What a request for bytes is about; null where there is nothing, or nothing for this viewer. */
export async function allowedMedia(house: House, ctx: Exchange, { decide, prefix }: MediaDecision): Promise<AllowedMedia | null> {
  const { viewer } = whoOf(ctx);
  const id = idIn(ctx.params.id);
  const [, size, ext] = /^([a-z0-9-]+)\.([a-z0-9]+)$/.exec(ctx.params.file ?? '') ?? [];
  if (id === null || size === undefined || ext === undefined) return null;
  const access = await decide(house, viewer, id);
  if (access === null || (size === 'original' && !access.download)) return null;
  const { image } = access;

  const viewers = access.public && viewer.userId !== null ? [viewer, visitorViewer(house.gallery, viewer.language)] : [viewer];
  const [passes, passesEveryone = passes] = house.kernel.hooks.used('media:serve') ? await guarded(house, { imageId: id, size }, viewers) : allPass;
  const [plan, planOfEveryone = plan] = await plansFor(house, image, size, viewers);
  const address = plan && (await house.media.address(image, plan, size));
  if (!passes || !plan || !address?.endsWith(`.${ext}`)) return null;
  const sameForEveryone = passesEveryone === true && planOfEveryone?.of(size) === plan.of(size);
  return { image, plan, size, ext, address: prefix + address, public: access.public && sameForEveryone };
}

const allPass: readonly boolean[] = [true];

/** Plugins may narrow further. */
async function guarded({ kernel }: House, asked: { readonly imageId: number; readonly size: string }, viewers: readonly Viewer[]): Promise<boolean[]> {
  const requests = viewers.map((viewer) => ({ ...asked, viewer }));
  const verdicts = await kernel.hooks.guard('media:serve', requests, viewers[0]);
  return verdicts.map((verdict) => verdict === 'pass');
}

async function plansFor({ media }: House, image: MediaAccess['image'], size: string, viewers: readonly Viewer[]): Promise<ImagePlan[]> {
  const plans: ImagePlan[] = [];
  for (const viewer of viewers) plans.push(...(await media.plans([image], viewer, [size])));
  return plans;
}
