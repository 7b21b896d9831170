// A code to log in with, as it is shown in the terminal: drawn, with its link, and how long it is good for.
import type { Language } from '../../src/text/language.ts';
import { wechatTexts as texts } from './text.ts';

/** Gateways do not tell. WeChat's own client lets a code live for about so long, minutes; the next one comes by itself. */
const GOOD_FOR = 4;

export async function drawCode(code: string, language: Language): Promise<string> {
  const { default: qrcode } = await import('qrcode');
  const drawing = await qrcode.toString(code, { type: 'terminal', small: true });
  const words = texts.scan({ link: code, minutes: GOOD_FOR });
  return `${drawing}\n${words.render({ language, zone: 'UTC', markup: 'plain', now: 0 })}`;
}
