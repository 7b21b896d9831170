// A Slack in a process of its own for the slack-http workload: offers signed answers at a steady rate, and tells how long each
// took from the instant it was due until it was acknowledged. Its calls answer at once.
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fakeSlack } from '../support/slack/index.ts';

export interface Offer {
  /** Where the app listens. */
  url: string;
  messages: number;
  perSecond: number;
  persons: number;
}

export interface Offered {
  /** ms, one for each acknowledged event. */
  latencies: number[];
  refused: number;
  seconds: number;
}

const slack = await fakeSlack({ echoes: false, retries: [], connections: 200, ackWithin: 60_000 });
const channels = Number(process.argv[2]);
for (let index = 0; index < channels; index += 1) slack.channel(`C${index}`);
process.send?.({ apiUrl: slack.apiUrl, signingSecret: slack.signingSecret, botToken: slack.botToken() });
process.on('message', async (offer: Offer) => {
  slack.deliverTo(offer.url);
  process.send?.(await run(offer));
});
process.on('disconnect', () => slack.close());

async function run({ messages, perSecond, persons }: Offer): Promise<Offered> {
  const latencies: number[] = [];
  const sending: Promise<void>[] = [];
  const began = performance.now();
  let refused = 0;
  const post = async (index: number) => {
    const due = began + (index / perSecond) * 1000;
    const person = slack.person(`U${(index * 7919) % persons}`);
    if (await person.posts('ABCD'[index % 4]!, { channel: `C${index % channels}` }))
      latencies.push(performance.now() - due);
    else refused += 1;
  };
  while (sending.length < messages) {
    const due = Math.min(messages, Math.ceil(((performance.now() - began) / 1000) * perSecond));
    while (sending.length < due) sending.push(post(sending.length));
    await wait(2);
  }
  await Promise.all(sending);
  return { latencies, refused, seconds: (performance.now() - began) / 1000 };
}
