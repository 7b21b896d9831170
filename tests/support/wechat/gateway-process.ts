// A WeChat gateway in a process of its own: wechaty's PuppetServer over gRPC, with a PuppetMock behind it that does as the test says.
import { PuppetMock } from 'wechaty-puppet-mock';
import { log, PuppetServer } from 'wechaty-puppet-service';
import type { Answer, Contact, FromGateway, Heard, Order, Said } from './script.ts';
import { seeded } from './seeded.ts';

const [port = '', token = '', seed = '1'] = process.argv.slice(2);
const PHONE = 'the phone said so';
const BOT: Contact = { id: 'canyu', name: 'Canyu' };

log.level('silent');

const random = seeded(Number(seed));
const contacts = new Map<string, Contact>();
const rooms = new Set<string>();
const answers = new Map<string, Answer>();
let account: string | undefined = BOT.id;
let answerAll: Answer = { type: 'taken' };
let slowest = 0;
let frozen = false;
let events = 0;
let starts = 0;

const send = (message: FromGateway): void => void process.send?.(message);
const never = () => new Promise<never>(() => {});
const after = (wait: number) => new Promise<void>((resolve) => setTimeout(resolve, wait));

/** Every call that a client makes passes here: a frozen gateway never answers. */
const served = <Result>(work: () => Result | Promise<Result>): Promise<Result> =>
  frozen ? never() : Promise.resolve().then(work);

class ScriptedPuppet extends PuppetMock {
  override onStart(): Promise<void> {
    starts += 1;
    return served(() => {
      if (account !== undefined) setImmediate((id: string) => this.isLoggedIn || this.login(id), account);
    });
  }

  override async onStop(): Promise<void> {}

  /** A client answers each logout with one of its own, which may come when somebody has logged in again: only the script logs out. */
  override async logout(reason?: string): Promise<void> {
    if (reason === PHONE) await super.logout(reason);
  }

  override ding(data?: string): void {
    if (!frozen) this.emit('dong', { data: data ?? '' });
  }

  override messageRawPayload(id: string) {
    return served(async () => {
      if (slowest > 0) await after(random() * slowest);
      return this.mocker.messagePayload(id);
    });
  }

  override contactRawPayload(id: string) {
    return served(() => this.mocker.contactPayload(id));
  }

  override roomMemberRawPayload(roomId: string, contactId: string) {
    return served(() => {
      const { name = contactId, roomAliases } = contacts.get(contactId) ?? {};
      return { id: contactId, name, roomAlias: roomAliases?.[roomId] ?? '', avatar: '' };
    });
  }

  override messageSendText(to: string, text: string): Promise<never> {
    // wechaty-puppet-mock declares that no id is given; the puppets of real gateways give one.
    return served(() => take({ to, text })) as Promise<never>;
  }
}

let puppet: ScriptedPuppet;
let server: PuppetServer;

async function take(heard: Heard): Promise<string | undefined> {
  if (!puppet.isLoggedIn) throw new Error('not logged in');
  const answer = answers.get(heard.to) ?? answerAll;
  switch (answer.type) {
    case 'refused':
      throw new Error(answer.message);
    case 'silent':
      return never();
    case 'lost':
      accept(heard);
      return never();
    case 'taken':
      return answer.id === false ? void accept(heard) : accept(heard);
  }
}

/** What was said is seen by people, and comes back to the bot as its own message. */
function accept(heard: Heard): string {
  send({ type: 'heard', heard });
  const id = fresh();
  arrive({ id, from: account!, text: heard.text, ...(rooms.has(heard.to) && { room: heard.to }) });
  return id;
}

const fresh = (): string => {
  events += 1;
  return `message-${events}`;
};

function arrive({ id = fresh(), from, room = '', text, type = 7, timestamp, mentions = [] }: Said): void {
  const payload = {
    id,
    talkerId: from,
    listenerId: room === '' ? (account ?? '') : '',
    roomId: room,
    text,
    type,
    timestamp: timestamp ?? Date.now(),
    mentionIdList: mentions,
  };
  puppet.mocker.cacheMessagePayload.set(id, payload);
  puppet.emit('message', { messageId: id });
}

function meet(contact: Contact): void {
  contacts.set(contact.id, contact);
  const payload = { ...contact, gender: 0, type: 1, avatar: '', phone: [], friend: true };
  puppet.mocker.cacheContactPayload.set(contact.id, payload);
}

async function serve(serving: boolean): Promise<void> {
  if (!serving) return server.stop();
  server = new PuppetServer({ endpoint: `127.0.0.1:${port}`, puppet, token });
  await server.start();
}

function reset(): void {
  answers.clear();
  answerAll = { type: 'taken' };
  slowest = 0;
  frozen = false;
  account = BOT.id;
}

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'meet':
      return meet(order.contact);
    case 'say':
      if (!contacts.has(order.said.from)) meet({ id: order.said.from, name: order.said.from });
      if (order.said.room !== undefined) rooms.add(order.said.room);
      return arrive(order.said);
    case 'again':
      return void puppet.emit('message', { messageId: order.id });
    case 'login':
      account = order.as;
      if (!contacts.has(account)) meet({ id: account, name: account });
      return puppet.login(account);
    case 'logout':
      account = undefined;
      return puppet.logout(PHONE);
    case 'scan':
      return void puppet.emit('scan', { qrcode: order.qrcode, status: 2 });
    case 'fault':
      return void puppet.emit('error', { gerror: JSON.stringify({ name: 'Error', message: order.message }) });
    case 'answer':
      if (order.to === undefined) answerAll = order.answer;
      else answers.set(order.to, order.answer);
      return;
    case 'dawdle':
      slowest = order.most;
      return;
    case 'freeze':
      frozen = order.frozen;
      return;
    case 'serve':
      return serve(order.serving);
    case 'reset':
      return reset();
    case 'count':
      return { starts, clients: puppet.listenerCount('dong') };
  }
}

process.on('message', ({ number, order }: { number: number; order: Order }) => {
  void obey(order).then((result) => send({ type: 'done', order: number, result }));
});
process.on('disconnect', () => process.exit());

puppet = new ScriptedPuppet();
puppet.on('error', () => {});
meet(BOT);
await serve(true);
send({ type: 'ready' });
