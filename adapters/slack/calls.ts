// Every call in a workspace passes here: what its failure says about the token or the permissions is told to staff.
import type { Clock } from '../../src/clock.ts';
import type { Phrase } from '../../src/text/phrase.ts';
import type { Method } from './needs.ts';
import { type Failure, failureOf } from './outcome.ts';
import { slackTexts as texts } from './text.ts';
import type { Troubles } from './troubles.ts';
import type { Workspace } from './workspaces.ts';

export type Called = { type: 'ok'; answer: Record<string, unknown> } | Failure;

export interface Calls {
  /** Calls a method; `offline` without a call where Slack refused the token a moment ago. */
  call(workspace: Workspace, method: Method, fields: object): Promise<Called>;
  /** The workspace has a new token. */
  renewed(team: string): void;
}

/** A refused token is tried again so much later, ms: somebody may have put it right. */
const TOKEN_REST = 5000;

export function createCalls(
  clock: Clock,
  troubles: Troubles,
  tokenRefused: (team: string, code: string) => Phrase,
): Calls {
  /** Tokens that Slack refused, and until when they are not tried. */
  const refused = new Map<string, { token: string; until: number; code: string }>();

  function note({ team, token }: Workspace, failure: Failure): void {
    if (failure.type === 'offline') {
      refused.set(team, { token, until: clock.now() + TOKEN_REST, code: failure.code });
      troubles.set(`token ${team}`, tokenRefused(team, failure.code));
    }
    if (failure.type === 'scope') {
      troubles.set(`scope ${team} ${failure.needed}`, texts.scopeMissing({ team, scope: failure.needed }));
    }
  }

  function renewed(team: string): void {
    refused.delete(team);
    troubles.clear(`token ${team}`);
  }

  return {
    renewed,
    async call(workspace, method, fields) {
      const { team, token } = workspace;
      const before = refused.get(team);
      if (before?.token === token && clock.now() < before.until) return { type: 'offline', code: before.code };
      try {
        const answer = await workspace.call(method, fields);
        if (before) renewed(team);
        return { type: 'ok', answer };
      } catch (error) {
        const failure = failureOf(error);
        note(workspace, failure);
        return failure;
      }
    },
  };
}
