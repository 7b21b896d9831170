// The terminal, by its JSON form, passes the contract of a platform.
import { PassThrough } from 'node:stream';
import { terminalPlatform } from '../../adapters/terminal/index.ts';
import type { Answer } from '../program/process.ts';
import { type Around, type FarSide, type Post, platformContract } from './platform.ts';

function connect({ clock, settled }: Around): FarSide {
  const input = new PassThrough();
  const output = new PassThrough();
  const answers: Answer[] = [];
  const waiting: { post: Post; line: number; resolve: (received: boolean) => void }[] = [];
  let lines = 0;
  let rest = '';

  output.setEncoding('utf8').on('data', (chunk: string) => {
    const pieces = (rest + chunk).split('\n');
    rest = pieces.pop()!;
    for (const piece of pieces) take(JSON.parse(piece) as Answer);
  });

  function take(answer: Answer): void {
    const { done, line } = answer;
    if (done === undefined && line === undefined) {
      answers.push(answer);
      return;
    }
    const index = waiting.findIndex((one) => (line === undefined ? one.post.event === done : one.line === line));
    waiting.splice(index, 1)[0]?.resolve(done !== undefined);
  }

  return {
    platform: terminalPlatform({
      mode: 'json',
      input,
      output,
      clock,
      language: 'en',
      zone: 'Asia/Shanghai',
      settled,
      advance: () => Promise.reject(new Error('the contract sets no clock')),
      newEvent: () => 'unnamed',
    }),
    post: (post) =>
      new Promise((resolve) => {
        lines += 1;
        waiting.push({ post, line: lines, resolve });
        const { event, from, room, text, photo } = post;
        const media = photo && [{ kind: 'photo', reference: 'r1' }];
        input.write(`${JSON.stringify({ id: event, from, room, text, media })}\n`);
      }),
    seen: () => answers.map(({ to, room, text = '' }) => ({ to, room, text })),
  };
}

platformContract('terminal', connect);
