import { roomOf, type Target } from './place.ts';
import type { Import } from './read-module.ts';
import { loners, rowOf, typesOnly } from './rooms.ts';
import { isTestDoor, type SourceFile } from './source-file.ts';

/** Why a file of the core may not import a door or a file, or null. */
export function judgeRoom(file: SourceFile, found: Import, target: Target & { kind: 'door' | 'file' }): string | null {
  const room = roomOf(file.path);
  const other = target.kind === 'door' ? target.room : roomOf(target.path);
  if (room === null) return target.kind === 'door' ? `uses the door "#${other}" outside core/src` : null;
  if (other === null) return `leaves core/src for "${found.specifier}"`;
  if (rowOf(room) < 0) return `stands in "${room}", which is no room: test/house/arrows/rooms.ts lists them`;
  if (other === room) return judgeInside(file, room, target);
  return judgeDoor(file, room, other, target) ?? judgeRow(file, found, room, other);
}

function judgeInside(file: SourceFile, room: string, target: Target & { kind: 'door' | 'file' }): string | null {
  const door = target.kind === 'door' || target.path === `core/src/${room}/index.ts`;
  return door && !file.test ? `imports its own door "#${room}": inside a room import the file` : null;
}

function judgeDoor(file: SourceFile, room: string, other: string, target: Target & { kind: 'door' | 'file' }): string | null {
  if (rowOf(other) < 0) return `imports "#${other}", and there is no such room or it is a deep import`;
  if (target.kind === 'door' || loners.includes(other)) return null;
  if (file.test && isTestDoor(target.path)) return null;
  return `reaches from ${room} into "${target.path}": import the door "#${other}"`;
}

function judgeRow(file: SourceFile, found: Import, room: string, other: string): string | null {
  if (rowOf(other) >= rowOf(room) && !file.test)
    return `imports "${other}", which stands below "${room}" or beside it: a room imports the rooms above its row only`;
  if (typesOnly.includes(other) && !found.typeOnly) return `imports "${other}" for more than types: write "import type"`;
  if (typesOnly.includes(room) && !found.typeOnly) return `imports "${other}" for more than types, and "${room}" holds types only`;
  return null;
}
