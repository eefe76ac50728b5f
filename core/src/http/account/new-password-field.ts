import type { FormField } from '@picturerail/sdk';
import type { Exchange } from '../exchange.ts';
import { type Room, text } from '../room.ts';
import { formField } from './form-field.ts';

/** Where somebody chooses a password, with what it takes to be one. */
export const newPasswordField = (room: Room, ctx: Exchange, problem: string | null = null): FormField =>
  formField({
    name: 'password',
    label: text(room, ctx, 'field.new-password'),
    help: text(room, ctx, 'field.new-password.help'),
    type: 'password',
    autocomplete: 'new-password',
    problem,
  });
