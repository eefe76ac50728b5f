import type { Html, PageRequest } from '@picturerail/sdk';
import { html } from '@picturerail/sdk';
import type { Wording } from './wording.ts';

export interface OrderButtons {
  /** Where the form is sent. */
  readonly to: string;
  readonly id: number;
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Puts a row a step up or down; the button that was pressed stays under the fingers, or its neighbour where there is no further. */
export function orderButtons(request: PageRequest, { t }: Wording, { to, id, name, isFirst, isLast }: OrderButtons): Html {
  const [, placedId, way] = /^(\d+):(up|down)$/.exec(request.query.get('placed') ?? '') ?? [];
  const again = placedId === String(id);
  const focus = (isHere: boolean) => (again && isHere ? html` autofocus` : null);
  const up = isFirst ? html` disabled` : focus(way === 'up' || isLast);
  const down = isLast ? html` disabled` : focus(way === 'down' || isFirst);
  return html`<form class="places-of" method="post" action="${to}">${request.csrf}<input type="hidden" name="action" value="place">
<button class="arrow" name="place" value="${id}:up" aria-label="${t('order.up', { name })}"${up}>↑</button>
<button class="arrow" name="place" value="${id}:down" aria-label="${t('order.down', { name })}"${down}>↓</button></form>`;
}
