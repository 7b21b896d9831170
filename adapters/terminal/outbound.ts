// A delivery as the terminal shows it: a JSON line for programs, a few lines of text for people. Pure.
import type { Choice, Delivery } from '../../src/chat/message.ts';

/** One line of the JSON form, without its end: `to`, `room`, or both and `private`; `choices` and `re` where there are any. */
export function toJsonLine({ address, text, choices, re }: Delivery): string {
  const { account, room } = address;
  return JSON.stringify({
    to: account,
    room,
    private: account !== undefined && room !== undefined ? true : undefined,
    text,
    choices: choices.length > 0 ? choices.map(({ label, value }) => ({ label, value })) : undefined,
    re,
  });
}

/** Paints a text for the eye; the plain one gives it back unchanged. */
export type Paint = (text: string, colour: 'room' | 'private' | 'hint') => string;

export const plainPaint: Paint = (text) => text;

const codes = { room: 36, private: 35, hint: 90 } as const;

export const colourPaint: Paint = (text, colour) => `\u001b[${codes[colour]}m${text}\u001b[39m`;

const INDENT = '    ';
const WIDEST_CHOICES = 60;

/** The lines a person at the terminal sees, joined: where it appears, the text, the choices with the numbers to type. */
export function toScreen({ address, text, choices }: Delivery, paint: Paint): string {
  const { account, room } = address;
  const place = [room === undefined ? '' : `#${room}`, account === undefined ? '' : `→ ${account}`].filter(Boolean);
  const sign = paint(`[${place.join(' ')}]`, account === undefined ? 'room' : 'private');
  const lines = text.split('\n');
  // What the text lists already is not listed once more: there the letters are typed.
  const listed = choices.every(({ label }) => lines.includes(label));
  return [...`${sign} ${text}`.split('\n'), ...(listed ? [] : numbered(choices, paint))].join(`\n${INDENT}`);
}

function numbered(choices: readonly Choice[], paint: Paint): string[] {
  if (choices.length === 0) return [];
  const items = choices.map(({ label }, index) => `${paint(`[${index + 1}]`, 'hint')} ${label.replaceAll('\n', ' ')}`);
  const width = choices.reduce((sum, { label }) => sum + label.length + '[1]   '.length, 0);
  return width <= WIDEST_CHOICES ? [items.join('   ')] : items;
}
