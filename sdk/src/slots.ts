import type { AlbumCard, ImageCard, ImageView } from './images.ts';
import type { Viewer } from './viewer.ts';

/**
 * Named places in pages, a line each. The number is the contract's version. A slot is asked once for all items of a
 * page and answers by index, one piece of HTML or null for each.
 */
export interface SlotRegistry {
  /** Inside `<head>`, once a page. */
  'page.head@1': PageItem;
  /** After the main navigation's own entries, once a page: `<li>` elements. */
  'page.menu@1': PageItem;
  /** In the footer, once a page. */
  'page.footer@1': PageItem;
  /** Below an album's title: buttons that concern the whole album. */
  'album.toolbar@1': AlbumCard;
  /** Over a picture in a list: small marks. */
  'image.badges@1': ImageCard;
  /** Beside a picture on its own page: buttons. */
  'image.toolbar@1': ImageView;
  /** In the column of what is known of an image: sections with a heading. */
  'image.panel@1': ImageView;
  /** On the page of one's own account, below what the gallery has there: sections with a heading (`<h2>`). */
  'account.sections@1': PageItem;
}

export interface PageItem {
  /** `home`, `album`, `image`, `sign-in`, `setup`, `account`, `form`, `error`, or `page` for a plugin's own. */
  readonly page: string;
  readonly viewer: Viewer;
}
