import type { Filter, ImageCard, ListPage, Notice, Rail } from '@picturerail/sdk';
import { definePlugin } from '@picturerail/sdk';
import { expect, expectTypeOf, test } from 'vitest';

declare module '@picturerail/sdk' {
  interface HookRegistry {
    'shop:quote': Filter<{ price: number }, { readonly orderId: number }>;
    'shop:ordered': Notice<{ readonly orderId: number }>;
  }
  interface ServiceRegistry {
    'tags.index@1': { find(tag: string): Promise<number[]> };
  }
  interface SlotRegistry {
    'shop.basket@1': { readonly items: number };
  }
}

/** Never run: it compiles, and each line marked so does not. */
export const typed = definePlugin<{ readonly currency: string }>({
  setup: async (rail) => {
    rail.filter('images:list', (cards, page) => {
      expectTypeOf(cards).toEqualTypeOf<ImageCard[]>();
      expectTypeOf(page).toEqualTypeOf<ListPage>();
    });
    rail.filter('shop:quote', (quotes, { orderId }) => quotes.map(({ price }) => ({ price: price + orderId })));
    rail.on('shop:ordered', (orders) => {
      expectTypeOf(orders).toEqualTypeOf<readonly { readonly orderId: number }[]>();
    });
    rail.slot('shop.basket@1', (baskets) => baskets.map(({ items }) => rail.html`${items}`));
    expectTypeOf((await rail.settings.get()).currency).toEqualTypeOf<string>();
    expectTypeOf(rail.use('tags.index@1')).toEqualTypeOf<{ find(tag: string): Promise<number[]> } | undefined>();

    const quote = rail.define('shop:quote', { kind: 'filter' });
    expectTypeOf(await quote.filter([{ price: 1 }], { orderId: 1 })).toEqualTypeOf<{ price: number }[]>();
    rail.hooks['shop:quote'].tapPromise('tax', async (quotes, { orderId }) => quotes.map(({ price }) => ({ price: price + orderId })));

    // @ts-expect-error the registry says that it is a filter
    rail.define('shop:quote', { kind: 'notice' });
    // @ts-expect-error the owner of a filter does not tell
    quote.notify([]);
    // @ts-expect-error a tap of a notice answers nothing
    rail.hooks['shop:ordered'].tap('count', (orders) => orders.length);
    // @ts-expect-error a notice is not a filter
    rail.filter('images:imported', (images) => images);
    // @ts-expect-error there is no such hook
    rail.on('images:gone', () => {});
    // @ts-expect-error a filter answers with items
    rail.filter('images:list', () => 'cards');
    // @ts-expect-error a verdict is "pass" or "refuse"
    rail.guard('media:serve', (requests) => requests.map(() => 'maybe'));
    // @ts-expect-error plain text is not HTML
    rail.slot('image.panel@1', (images) => images.map(({ title }) => title));
    // @ts-expect-error what happens later must be awaited
    rail.after('images:imported', () => {});
    rail.filter('images:list', (cards) => {
      // @ts-expect-error ids of images do not change
      for (const card of cards) card.id = 2;
    });
  },
});

test('the types of plugins, their own hooks, slots and services included, hold', () => {
  expectTypeOf<Parameters<typeof typed.setup>[0]>().toEqualTypeOf<Rail<{ readonly currency: string }>>();
  expect(typed.setup).toBeTypeOf('function');
});
