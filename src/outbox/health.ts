// Looks after the platforms of a running bot: keeps a row of each, and tells staff once when one is out of order and once when it is back.
import type { Platform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { PlatformStateTable } from '../db/schema-outbox.ts';
import type { RecordIncident } from '../engine/incidents.ts';
import type { Perform } from '../engine/perform.ts';
import { tellStaff } from '../people/tell-staff.ts';
import type { Language } from '../text/language.ts';
import { quote } from '../text/phrase.ts';
import { duration } from '../text/when.ts';
import { readPlatformState, writePlatformState } from './platform-state.ts';
import { outboxTexts } from './text.ts';

/** ms between two looks. */
const LOOK = 5000;
/** A row is written when its platform goes out of order or comes back, and else so often, ms. */
const WRITE = 60_000;
/** What is out of order for longer is told to staff, ms. */
const PATIENCE = 60_000;

export interface Health {
  /** A message of the platform came in. */
  saw(platform: string): void;
  start(): void;
  stop(): Promise<void>;
}

export interface HealthOptions {
  platforms: readonly Platform[];
  perform: Perform;
  clock: Clock;
  recordIncident: RecordIncident;
}

export function createHealth({ platforms, perform, clock, recordIncident }: HealthOptions): Health {
  const lastEvents = new Map<string, number>();
  /** The rows as they were last written here. */
  const written = new Map<string, PlatformStateTable>();
  /** Notes that staff have been told, as they read in English. */
  const noted = new Set<string>();
  let failedAt = Number.NEGATIVE_INFINITY;
  let cancel = () => {};
  let looking: Promise<void> | undefined;
  let running = false;

  function later(): void {
    cancel = clock.wait(clock.now() + LOOK, () => {
      looking = lookAtAll();
    });
  }

  async function lookAtAll(): Promise<void> {
    try {
      for (const platform of platforms) {
        await look(platform);
        await tellNotes(platform);
      }
    } catch (error) {
      const now = clock.now();
      if (now - failedAt >= WRITE) {
        failedAt = now;
        await recordIncident({ origin: 'health', context: null, error, now });
      }
    }
    if (running) later();
  }

  async function look(platform: Platform): Promise<void> {
    const { name } = platform;
    const { ok, detail } = platform.health();
    const known = written.get(name);
    const now = clock.now();
    const patient = known?.ok !== 0 || known.told_at !== null || now - known.changed_at <= PATIENCE;
    if (known && known.ok === Number(ok) && now - known.seen_at < WRITE && (ok || patient)) return;
    const row = await perform(async (scope) => {
      const before = await readPlatformState(scope.trx, name);
      const since = before?.ok === Number(ok) ? before.changed_at : scope.now;
      const told = before?.told_at ?? null;
      const told_at = ok ? null : (told ?? (scope.now - since > PATIENCE ? scope.now : null));
      const text = (language: Language) =>
        detail?.render({ language, zone: scope.installation.zone, markup: 'plain', now: scope.now }) ?? null;
      const after: PlatformStateTable = {
        platform: name,
        ok: Number(ok),
        detail_en: ok ? null : text('en'),
        detail_zh: ok ? null : text('zh-CN'),
        last_event_at: lastEvents.get(name) ?? before?.last_event_at ?? null,
        changed_at: since,
        told_at,
        seen_at: scope.now,
      };
      await writePlatformState(scope.trx, after);
      const age = duration(scope.now - (ok ? (before?.changed_at ?? since) : since));
      const about = `platform/${name}/${ok ? before?.changed_at : since}`;
      if (!ok && told === null && told_at !== null)
        await tellStaff(
          scope,
          outboxTexts.down({ platform: name, age, detail: detail ?? outboxTexts.noDetail() }),
          `${about}/down`,
        );
      if (ok && told !== null)
        await tellStaff(scope, outboxTexts.back({ platform: quote(name), age }), `${about}/back`);
      return after;
    });
    written.set(name, row);
  }

  async function tellNotes(platform: Platform): Promise<void> {
    const now = clock.now();
    for (const note of platform.health().notes ?? []) {
      const about = `platform/${platform.name}/note/${note.render({ language: 'en', zone: 'UTC', markup: 'plain', now })}`;
      if (noted.has(about)) continue;
      await perform((scope) => tellStaff(scope, outboxTexts.note({ note }), about));
      noted.add(about);
    }
  }

  return {
    saw: (platform) => void lastEvents.set(platform, clock.now()),
    start() {
      running = true;
      later();
    },
    async stop() {
      running = false;
      cancel();
      await looking;
    },
  };
}
