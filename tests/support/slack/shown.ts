// Text on its way through Slack: how it stores what people type, and what people see of what a bot sends.
// https://docs.slack.dev/messaging/formatting-message-text#escaping
import type { Json } from './state.ts';

/** What an event holds of what somebody typed; `@UBOT` becomes a mention, as the composer makes it. */
export function stored(typed: string): string {
  const escaped = typed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return escaped.replace(/@(U[A-Z0-9]+)\b/g, '<@$1>');
}

/** What people read of a text with Slack's markup: links, mentions and date tokens by their label, `*bold*` as it stands. */
export function read(text: string): string {
  return text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<([@#!])([^|>]+)(?:\|([^>]*))?>/g, (_, sign: string, id: string, label?: string) => label ?? sign + id)
    .replace(/<([^|>]+)(?:\|([^>]*))?>/g, (_, address: string, label?: string) => label ?? address)
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

export interface Button {
  label: string;
  value: string;
  action: string;
  block: string;
}

interface Message {
  text?: string | undefined;
  blocks?: readonly Json[] | undefined;
}

/** What is seen of a message: its blocks where it has any, else its text. */
export function shown({ text = '', blocks = [] }: Message): string {
  if (blocks.length === 0) return read(text);
  return blocks.flatMap(textsOf).join('\n');
}

export function buttonsOf(blocks: readonly Json[] = []): Button[] {
  return blocks.flatMap((block) =>
    [block['accessory'] as Json, ...list(block['elements'])].flatMap((element) =>
      element?.['type'] === 'button'
        ? [
            {
              label: textOf(element['text']),
              value: String(element['value'] ?? ''),
              action: String(element['action_id'] ?? ''),
              block: String(block['block_id'] ?? ''),
            },
          ]
        : [],
    ),
  );
}

function textsOf(block: Json): string[] {
  switch (block['type']) {
    case 'section':
      return [block['text'], ...list(block['fields'])].flatMap((one) => (one ? [textOf(one)] : []));
    case 'header':
      return [textOf(block['text'])];
    case 'markdown':
      return [String(block['text'])];
    case 'context':
      return list(block['elements']).map(textOf);
    default:
      return [];
  }
}

/** Of a text object; plain text knows no markup, but Slack unescapes it all the same. */
function textOf(object: unknown): string {
  const { text = '' } = (object ?? {}) as { text?: string };
  return read(text);
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
