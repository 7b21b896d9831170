// What Slack refuses in blocks: the limits of the manual, taken strictly.
// https://docs.slack.dev/reference/block-kit/blocks and …/block-kit/block-elements
import type { Json } from './state.ts';

/** What is wrong with the blocks of a message or a home tab; nothing: Slack takes them. */
export function faultsOfBlocks(blocks: unknown, surface: 'message' | 'home'): string[] {
  if (!Array.isArray(blocks)) return ['blocks are a list'];
  const most = surface === 'message' ? 50 : 100;
  const ids = blocks.flatMap((block: Json) => (block?.['block_id'] === undefined ? [] : [block['block_id']]));
  const markdown = blocks.filter((block: Json) => block?.['type'] === 'markdown').map((block: Json) => block['text']);
  return [
    ...(blocks.length > most ? [`${blocks.length} blocks, ${most} at most`] : []),
    ...(new Set(ids).size < ids.length ? ['two blocks have one block_id'] : []),
    ...(markdown.join('').length > 12_000 ? ['more than 12,000 characters of markdown'] : []),
    ...blocks.flatMap((block, index) => faultsOfBlock(block, surface).map((fault) => `/blocks/${index}: ${fault}`)),
  ];
}

function faultsOfBlock(block: unknown, surface: 'message' | 'home'): string[] {
  if (!isObject(block)) return ['a block is an object'];
  const id = optional(block['block_id'], 255, 'block_id');
  switch (block['type']) {
    case 'section':
      return [...id, ...section(block)];
    case 'header':
      return [...id, ...text(block['text'], 150, 'header', 'plain_text')];
    case 'context':
      return [...id, ...elements(block, 10, contextElement)];
    case 'actions':
      return [...id, ...elements(block, 25, element), ...sameAction(block)];
    case 'divider':
      return id;
    case 'image':
      return [...id, ...image(block)];
    case 'markdown':
      return required(block['text'], 12_000, 'markdown');
    case 'input':
      return surface === 'message'
        ? ['input is not for messages']
        : [...text(block['label'], 2000, 'label', 'plain_text'), ...element(block['element'])];
    default:
      return [`unknown type ${JSON.stringify(block['type'])}`];
  }
}

function section(block: Json): string[] {
  const { text: main, fields, accessory } = block;
  if (main === undefined && fields === undefined) return ['a section has text or fields'];
  return [
    ...(main === undefined ? [] : text(main, 3000, 'section')),
    ...(fields === undefined ? [] : elements({ elements: fields }, 10, (field) => text(field, 2000, 'field'))),
    ...(accessory === undefined ? [] : element(accessory)),
  ];
}

function elements(block: Json, most: number, check: (one: unknown) => string[]): string[] {
  const all = block['elements'];
  if (!Array.isArray(all) || all.length === 0) return ['there are no elements'];
  return [...(all.length > most ? [`${all.length} elements, ${most} at most`] : []), ...all.flatMap(check)];
}

function contextElement(one: unknown): string[] {
  return isObject(one) && one['type'] === 'image' ? image(one) : text(one, 3000, 'context');
}

function element(one: unknown): string[] {
  if (!isObject(one)) return ['an element is an object'];
  const action = optional(one['action_id'], 255, 'action_id');
  switch (one['type']) {
    case 'button':
      return [
        ...action,
        ...text(one['text'], 75, 'button', 'plain_text'),
        ...optional(one['value'], 2000, 'value'),
        ...optional(one['url'], 3000, 'url'),
        ...optional(one['accessibility_label'], 75, 'accessibility_label'),
        ...('style' in one && !['primary', 'danger'].includes(String(one['style'])) ? ['unknown style'] : []),
      ];
    case 'static_select':
    case 'radio_buttons':
    case 'checkboxes':
    case 'overflow':
      return [...action, ...options(one)];
    case 'plain_text_input':
      return action;
    case 'image':
      return image(one);
    default:
      return [`unknown element ${JSON.stringify(one['type'])}`];
  }
}

const MOST_OPTIONS: Readonly<Record<string, number>> = { static_select: 100, overflow: 5 };

function options(one: Json): string[] {
  const most = MOST_OPTIONS[String(one['type'])] ?? 10;
  return elements({ elements: one['options'] }, most, (option) =>
    isObject(option)
      ? [...text(option['text'], 75, 'option'), ...required(option['value'], 150, 'option value')]
      : ['an option is an object'],
  );
}

function image(one: Json): string[] {
  return [...required(one['image_url'], 3000, 'image_url'), ...required(one['alt_text'], 2000, 'alt_text')];
}

function sameAction(block: Json): string[] {
  const ids = (Array.isArray(block['elements']) ? block['elements'] : []).flatMap(
    (one: Json) => one['action_id'] ?? [],
  );
  return new Set(ids).size < ids.length ? ['two elements have one action_id'] : [];
}

function text(object: unknown, most: number, name: string, type?: 'plain_text'): string[] {
  if (!isObject(object)) return [`${name}: a text object is missing`];
  const types = type ? [type] : ['plain_text', 'mrkdwn'];
  if (!types.includes(String(object['type']))) return [`${name}: ${JSON.stringify(object['type'])} is not ${types}`];
  return required(object['text'], most, name);
}

function required(value: unknown, most: number, name: string): string[] {
  if (typeof value !== 'string' || value.length === 0) return [`${name}: empty`];
  return value.length > most ? [`${name}: ${value.length} characters, ${most} at most`] : [];
}

function optional(value: unknown, most: number, name: string): string[] {
  return value === undefined ? [] : required(value, most, name);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
