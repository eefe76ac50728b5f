import { GalleryError } from '@picturerail/sdk';

const refusal = (code: string, message: string, data: { readonly [key: string]: string } = {}) => new GalleryError(code, message, { status: 400, data });
const fault = (code: string, message: string) => new GalleryError(code, message, { status: 500 });

export const settingUnknown = (owner: string, name: string, closest: string | undefined) =>
  refusal('setting-unknown', `"${owner}" has no setting "${name}".${closest ? ` Did you mean "${closest}"?` : ' "picturerail config list" shows all.'}`, {
    owner,
    name,
  });

export const settingInvalid = (owner: string, name: string, problem: string) =>
  refusal('setting-invalid', `The setting "${name}" of "${owner}" was not changed: ${problem}.`, { owner, name, field: name, problem });

export const settingScope = (owner: string, name: string, scope: string, allowed: readonly string[]) =>
  refusal('setting-scope', `The setting "${name}" of "${owner}" cannot be set for "${scope}"; it can be for ${allowed.map((one) => `"${one}"`).join(', ')}.`, {
    owner,
    name,
  });

export const scopeInvalid = (scope: string) =>
  refusal('setting-scope-invalid', `"${scope}" is not a scope; it is "gallery", or "group", "album" or "image" with a number, such as "album:12".`);

export const ownerUnknown = (owner: string, closest: string | undefined) =>
  new GalleryError('setting-owner-unknown', `Nobody called "${owner}" has settings here.${closest ? ` Did you mean "${closest}"?` : ''}`, { status: 404 });

export const schemaInvalid = (owner: string, problem: string) =>
  fault('settings-schema-invalid', `The settings of "${owner}" are declared wrongly: ${problem}.`);
