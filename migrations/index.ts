// The migrations in their order. A new one goes last; one that has been released is never changed.
import { kernel } from './0001-kernel.ts';
import { quiz } from './0002-quiz.ts';
import { poll } from './0003-poll.ts';
import { delivery } from './0004-delivery.ts';
import { keep } from './0005-keep.ts';
import { tag } from './0006-tag.ts';
import { quota } from './0007-quota.ts';
import { preorder } from './0008-preorder.ts';
import { feedback } from './0009-feedback.ts';
import { heat } from './0010-heat.ts';
import { media } from './0011-media.ts';
import { consent } from './0012-consent.ts';
import { release } from './0013-release.ts';
import { feedbackTerms } from './0014-feedback-terms.ts';
import type { Migration } from './types.ts';

export const migrations: readonly Migration[] = [
  kernel,
  quiz,
  poll,
  delivery,
  keep,
  tag,
  quota,
  preorder,
  feedback,
  heat,
  media,
  consent,
  release,
  feedbackTerms,
];
