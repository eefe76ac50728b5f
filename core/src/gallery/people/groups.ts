import type { Actor, Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';

export interface Group {
  readonly id: number;
  readonly name: string;
  readonly members: readonly { readonly id: number; readonly name: string }[];
}
export async function createGroup(_g: Gallery, _actor: Actor, _group: { readonly name: string }): Promise<number> {
  return unfilled();
}
export async function removeGroup(_g: Gallery, _actor: Actor, _id: number): Promise<void> {
  return unfilled();
}
export async function listGroups(_g: Gallery): Promise<Group[]> {
  return unfilled();
}
export async function joinGroup(_g: Gallery, _actor: Actor, _groupId: number, _userId: number): Promise<void> {
  return unfilled();
}
export async function leaveGroup(_g: Gallery, _actor: Actor, _groupId: number, _userId: number): Promise<void> {
  return unfilled();
}
