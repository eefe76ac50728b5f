import { parseSync, Visitor } from 'oxc-parser';
import { plainComment } from './plain-comment.ts';

/** An interface of the SDK: its comment, and its members as they are written. */
export interface Described {
  readonly name: string;
  readonly about: string;
  readonly members: readonly { readonly name: string; readonly type: string; readonly about: string }[];
}

/** The exported interfaces of a file, in order. */
export function interfacesOf(path: string, text: string): Described[] {
  const { program, comments } = parseSync(path, text);
  const about = (start: number) => {
    const above = comments.findLast((comment) => comment.type === 'Block' && comment.value.startsWith('*') && comment.end <= start);
    return above && /^\s*(?:export\s+(?:interface\s+)?)?$/.test(text.slice(above.end, start)) ? plainComment(above.value) : '';
  };
  const found: Described[] = [];
  new Visitor({
    TSInterfaceDeclaration(node) {
      const members = node.body.body.flatMap((member) => {
        if (member.type !== 'TSPropertySignature' || !member.typeAnnotation) return [];
        const name = member.key.type === 'Literal' ? String(member.key.value) : text.slice(member.key.start, member.key.end);
        const annotation = member.typeAnnotation.typeAnnotation;
        return [{ name, type: text.slice(annotation.start, annotation.end).replaceAll(/\s+/g, ' '), about: about(member.start) }];
      });
      found.push({ name: node.id.name, about: about(node.start), members });
    },
  }).visit(program);
  return found;
}
