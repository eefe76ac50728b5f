import type { Status } from '@picturerail/sdk';
import { statusesGivenBy, system, type UserOrder } from '#gallery';
import { idIn, pageIn } from '../../addresses.ts';
import { type Exchange, queryOf } from '../../exchange.ts';

export const userOrders: readonly UserOrder[] = ['name', 'seen', 'new'];
export const allStatuses: readonly Status[] = statusesGivenBy(system);

export interface UsersAsked {
  readonly text: string;
  readonly status: Status | null;
  readonly groupId: number | null;
  readonly order: UserOrder;
  readonly page: number;
}

/** Which users the address asks for; what it cannot mean is passed over. */
export function usersAsked(ctx: Exchange): UsersAsked {
  const query = queryOf(ctx);
  return {
    text: (query.get('q') ?? '').trim().slice(0, 100),
    status: allStatuses.find((status) => status === query.get('status')) ?? null,
    groupId: idIn(query.get('group') ?? undefined),
    order: userOrders.find((order) => order === query.get('order')) ?? 'name',
    page: pageIn(query.get('page')) ?? 1,
  };
}
