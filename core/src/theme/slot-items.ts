import type { PageData, PageTemplates, SlotRegistry } from '@picturerail/sdk';

type AnyPage = PageData & Partial<PageTemplates['home'] & PageTemplates['album'] & PageTemplates['image']>;

const single = <Item>(item: Item | undefined): readonly Item[] => (item === undefined ? [] : [item]);

/** What of a page each slot of the core is about; every other slot is about the page. */
const about: { readonly [Slot in keyof SlotRegistry]?: (page: AnyPage) => readonly SlotRegistry[Slot][] } = {
  'album.toolbar@1': (page) => single(page.album),
  'image.badges@1': (page) => page.images ?? page.newest ?? [],
  'image.toolbar@1': (page) => single(page.image),
  'image.panel@1': (page) => single(page.image),
};

/** The items of a page that a slot is asked for. */
export function slotItems(slot: string, page: string, data: PageData): readonly unknown[] {
  const items = about[slot as keyof SlotRegistry];
  return items ? items(data as AnyPage) : [{ page, viewer: data.viewer }];
}
