import type { AccountSession, AccountTokens, FormField } from '@picturerail/sdk';
import { type ApiToken, apiTokenDays, listApiTokens, type OwnAccount } from '#accounts';
import { formatMoment } from '#i18n';
import { type Exchange, whoOf } from '../exchange.ts';
import { type Room, text } from '../room.ts';
import { formField } from './form-field.ts';

/** What a token may do, as it is chosen. */
const choices = ['read', 'upload', 'read upload'] as const;

/** Fields of the form, by what errors call them. */
export const tokenFields: Readonly<Record<string, string>> = { name: 'token-name', scopes: 'token-scopes', days: 'token-days', old: 'token-password' };

interface Shown {
  readonly own: OwnAccount;
  /** What was wrong with the form, by field; null where it was not sent. */
  readonly refused: { readonly [field: string]: string } | null;
  /** The token that was just made. */
  readonly made: string | null;
}

/** Tokens of programs on the page of one's own account: those there are, and how another one is made. */
export async function tokensPart(room: Room, ctx: Exchange, { own, refused, made }: Shown): Promise<AccountTokens> {
  const problems = refused ?? {};
  const typed = (name: string, otherwise: string) => (refused ? (ctx.state.form?.get(name) ?? otherwise) : otherwise);
  const field = (key: string, given: Partial<FormField>) => {
    const name = tokenFields[key] as string;
    return formField({
      name,
      label: given.label ?? text(room, ctx, `account.tokens.${key}`),
      value: typed(name, given.value ?? ''),
      problem: problems[name] ?? null,
      ...given,
    });
  };
  const days = apiTokenDays.map((count) => ({ value: String(count), label: text(room, ctx, 'account.tokens.days_of', { count }) }));
  const scopes = choices.map((value) => ({ value, label: text(room, ctx, `account.tokens.may.${value.replace(' ', '-')}`) }));
  return {
    heading: text(room, ctx, 'account.tokens'),
    message: text(room, ctx, 'account.tokens.message'),
    made:
      made === null
        ? null
        : formField({
            name: 'token-made',
            label: text(room, ctx, 'account.tokens.made'),
            value: made,
            readOnly: true,
            required: false,
            help: text(room, ctx, 'account.tokens.made_help'),
          }),
    list: (await listApiTokens(room.house.accounts, own.id)).map((one) => tokenOf(room, ctx, one)),
    form: {
      action: 'token',
      heading: text(room, ctx, 'account.tokens.new'),
      message: null,
      problem: problems.form ?? null,
      fields: [
        field('name', { help: text(room, ctx, 'account.tokens.name_help') }),
        field('scopes', { type: 'choice', options: scopes, value: typed('token-scopes', 'read') }),
        field('days', { type: 'choice', options: days, value: typed('token-days', '30') }),
        ...(own.hasPassword
          ? [field('old', { label: text(room, ctx, 'field.own-password'), type: 'password', autocomplete: 'current-password', value: '' })]
          : []),
      ],
      button: text(room, ctx, 'account.tokens.make'),
    },
  };
}

function tokenOf(room: Room, ctx: Exchange, { id, name, scopes, expiresAt, usedAt }: ApiToken): AccountSession {
  const when = (at: number) => formatMoment(whoOf(ctx).viewer.language, at);
  const may = text(room, ctx, `account.tokens.may.${scopes.join('-')}`);
  const used = usedAt === null ? text(room, ctx, 'account.tokens.unused') : text(room, ctx, 'account.session.seen', { when: when(usedAt) });
  const about = [may, text(room, ctx, 'account.tokens.until', { when: when(expiresAt) }), used].join(' · ');
  return { id, device: name, about, button: text(room, ctx, 'account.tokens.revoke') };
}
