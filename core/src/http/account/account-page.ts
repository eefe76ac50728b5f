import type { AccountForm, AccountSession } from '@picturerail/sdk';
import { listSessions, type OwnAccount, readOwnAccount, type SessionInfo } from '#accounts';
import { formatMoment } from '#i18n';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { languageNames } from '../language-names.ts';
import { type Room, render, text } from '../room.ts';
import { deviceWords } from './device-words.ts';
import { formField } from './form-field.ts';
import { newPasswordField } from './new-password-field.ts';
import { tokensPart } from './tokens-part.ts';

const deeds = ['language', 'email', 'password', 'ended', 'revoked'] as const;

export interface Refused {
  readonly action: string;
  /** What is wrong, by field; under `form` what is about none. */
  readonly problems: { readonly [field: string]: string };
  /** The address that was typed. */
  readonly email: string;
}

export const showAccount = (room: Room) => (ctx: Exchange) => accountPage(room, ctx, null);

/** The account of who asks: what it is, what can be changed of it, and where it is signed in. `made`: a token, to be shown this once. */
export async function accountPage(room: Room, ctx: Exchange, refused: Refused | null, made: string | null = null): Promise<void> {
  const { accounts } = room.house;
  const { viewer, token } = whoOf(ctx);
  const own = await readOwnAccount(accounts, viewer.userId ?? 0);
  const isShared = own.status === 'generic';
  // Where others are who share the account is nobody's business.
  const sessions = (await listSessions(accounts, own.id, token)).filter(({ current }) => current || !isShared);
  const done = made ? 'token' : refused ? undefined : deeds.find((deed) => deed === queryOf(ctx).get('done'));
  await render(room, ctx, 'account', {
    page: { title: text(room, ctx, 'account.title') },
    data: {
      heading: own.name,
      message: isShared ? text(room, ctx, 'account.shared') : statusText(room, ctx, own),
      notice: done ? doneText(room, ctx, done) : null,
      forms: isShared ? [] : formsOf(room, ctx, own, refused),
      sessions: {
        heading: text(room, ctx, 'account.sessions'),
        message: text(room, ctx, 'account.sessions.message'),
        list: sessions.map((session) => sessionOf(room, ctx, session)),
        endOthers: sessions.length > 1 ? text(room, ctx, 'account.sessions.end-others') : null,
      },
      tokens: isShared ? null : await tokensPart(room, ctx, { own, refused: refused?.action === 'token' ? refused.problems : null, made }),
    },
  });
  ctx.set('Cache-Control', 'no-store');
}

const statusText = ({ house }: Room, ctx: Exchange, { status }: OwnAccount): string => house.texts.t('core', whoOf(ctx).viewer.language, `status.${status}`);

const doneText = ({ house }: Room, ctx: Exchange, done: string): string => house.texts.t('core', whoOf(ctx).viewer.language, `http.account.done.${done}`);

function formsOf(room: Room, ctx: Exchange, own: OwnAccount, refused: Refused | null): AccountForm[] {
  const problemsOf = (action: string): Refused['problems'] => (refused?.action === action ? refused.problems : {});
  const forms = [languageForm(room, ctx, own), emailForm(room, ctx, own), passwordForm(room, ctx, own)];
  return forms.map((form) => {
    const problems = problemsOf(form.action);
    const fields = form.fields.map((field) => ({ ...field, problem: problems[field.name] ?? null }));
    const typed = fields.map((field) => (field.name === 'email' && refused?.action === 'email' ? { ...field, value: refused.email } : field));
    return { ...form, problem: problems.form ?? null, fields: typed };
  });
}

type Blank = Omit<AccountForm, 'problem'>;

function languageForm(room: Room, ctx: Exchange, { language }: OwnAccount): Blank {
  const options = languageNames(room.house.texts.languages()).map(({ tag, name }) => ({ value: tag, label: name }));
  const none = { value: '', label: text(room, ctx, 'account.language.none') };
  return {
    action: 'language',
    heading: text(room, ctx, 'account.language'),
    message: null,
    fields: [
      formField({ name: 'language', label: text(room, ctx, 'account.language.label'), type: 'choice', value: language ?? '', options: [none, ...options] }),
    ],
    button: text(room, ctx, 'account.save'),
  };
}

const ownPassword = (room: Room, ctx: Exchange, name: string) =>
  formField({ name, label: text(room, ctx, 'field.own-password'), type: 'password', autocomplete: 'current-password' });

const emailForm = (room: Room, ctx: Exchange, { email, hasPassword }: OwnAccount): Blank => ({
  action: 'email',
  heading: text(room, ctx, 'account.email'),
  message: text(room, ctx, 'account.email.message'),
  fields: [
    formField({ name: 'email', label: text(room, ctx, 'account.email.label'), type: 'email', value: email ?? '', autocomplete: 'email', required: false }),
    ...(hasPassword ? [ownPassword(room, ctx, 'confirm')] : []),
  ],
  button: text(room, ctx, 'account.save'),
});

const passwordForm = (room: Room, ctx: Exchange, { hasPassword }: OwnAccount): Blank => ({
  action: 'password',
  heading: text(room, ctx, 'account.password'),
  message: text(room, ctx, 'account.password.message'),
  fields: [...(hasPassword ? [ownPassword(room, ctx, 'old')] : []), newPasswordField(room, ctx)],
  button: text(room, ctx, 'account.password.button'),
});

function sessionOf(room: Room, ctx: Exchange, { id, agent, ip, seenAt, current }: SessionInfo): AccountSession {
  const { browser, system } = deviceWords(agent);
  const device = browser && system ? text(room, ctx, 'account.device', { browser, system }) : (browser ?? system ?? text(room, ctx, 'account.device.unknown'));
  const when = formatMoment(whoOf(ctx).viewer.language, seenAt);
  return {
    id,
    device,
    about: current ? text(room, ctx, 'account.session.this') : [text(room, ctx, 'account.session.seen', { when }), ip].filter(Boolean).join(' · '),
    button: current ? null : text(room, ctx, 'account.session.end'),
  };
}
