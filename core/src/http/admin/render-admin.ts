import { type Exchange, whoOf } from '../exchange.ts';
import { pageData } from '../page-data.ts';
import type { Room } from '../room.ts';
import { adminMenu } from './admin-menu.ts';

export interface AdminPage {
  /** Stands in the tab and as heading. */
  readonly title: string;
  /** What the template gets beside what every page gets. */
  readonly data: { readonly [key: string]: unknown };
  /** The entry of the menu that the page belongs to, where its own address does not say so. */
  readonly at?: string;
  /** True for pages that must do without plugins. */
  readonly withoutPlugins?: boolean;
}

/** Answers with a page in the administration's frame: `core/templates/<template>.njk`. Nothing of it is kept by anybody. */
export async function renderAdmin(
  room: Room,
  ctx: Exchange,
  template: string,
  { title, data, at = ctx.path, withoutPlugins = false }: AdminPage,
): Promise<void> {
  const { viewer } = whoOf(ctx);
  const common = await pageData(room, ctx, { title });
  const sections = await adminMenu(room, { viewer, path: at, withoutPlugins });
  ctx.body = Buffer.from(room.frame.render(template, { ...common, heading: title, sections, ...data }));
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
}
