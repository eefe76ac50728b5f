import type { TSInterfaceDeclaration, TSSignature, TSType } from 'oxc-parser';
import { parseSync } from 'oxc-parser';
import { plainComment } from './plain-comment.ts';

/** A member of an interface, as it is written. */
export interface MemberText {
  /** With the names of what it stands in: `jobs.define`. */
  readonly name: string;
  readonly code: string;
  readonly about: string;
}

/** What a file exports: an interface with its members, or a type, function or value with its code. */
export interface Declaration {
  readonly name: string;
  readonly about: string;
  /** As others write it: `Rail<S>`; of functions and values the whole head. */
  readonly code: string;
  readonly members: readonly MemberText[];
}

/** The exported declarations of a file, in order. */
export function declarationsOf(path: string, text: string): Declaration[] {
  const { program, comments } = parseSync(path, text);
  const about = (start: number) => {
    const above = comments.findLast(({ type, value, end }) => type === 'Block' && value.startsWith('*') && end <= start);
    // A line that quiets the linter may stand between.
    return above && /^\s*(?:\/\/.*\s*)?$/.test(text.slice(above.end, start)) ? plainComment(above.value) : '';
  };
  const source = (node: { readonly start: number; readonly end: number }) => oneLine(withoutComments(text.slice(node.start, node.end)));

  const memberOf = (member: TSSignature, within: string): MemberText[] => {
    if (member.type === 'TSMethodSignature' || member.type === 'TSPropertySignature') {
      const { key } = member;
      const name = within + (key.type === 'Literal' ? String(key.value) : text.slice(key.start, key.end));
      const inner = member.type === 'TSPropertySignature' ? literalIn(member.typeAnnotation?.typeAnnotation) : null;
      const own = {
        name,
        code:
          within +
          source(member)
            .replace(/^readonly /, '')
            .replace(/[;,]?\s*$/, ''),
        about: about(member.start),
      };
      return inner ? [...(own.about ? [{ ...own, code: '' }] : []), ...inner.flatMap((part) => memberOf(part, `${name}.`))] : [own];
    }
    return [];
  };
  const interfaceOf = (node: TSInterfaceDeclaration, start: number): Declaration => ({
    name: node.id.name,
    about: about(start),
    code: source({ start: node.id.start, end: node.body.start }),
    members: node.body.body.flatMap((member) => memberOf(member, '')),
  });

  return program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
    const { declaration, start } = statement;
    switch (declaration.type) {
      case 'TSInterfaceDeclaration':
        return [interfaceOf(declaration, start)];
      case 'TSTypeAliasDeclaration':
        return [{ name: declaration.id.name, about: about(start), code: source(declaration), members: [] }];
      case 'FunctionDeclaration': {
        const end = declaration.body?.start ?? declaration.end;
        return [{ name: declaration.id?.name ?? '', about: about(start), code: source({ start: declaration.start, end }), members: [] }];
      }
      default:
        return [];
    }
  });
}

/** The members of an object type that is written where it is used, or null. */
function literalIn(type: TSType | undefined): readonly TSSignature[] | null {
  if (type?.type === 'TSTypeLiteral' && type.members.some((member) => member.type !== 'TSIndexSignature')) return type.members;
  return null;
}

const withoutComments = (code: string): string => code.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
