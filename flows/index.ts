// Every flow of Canyu. A new one is a folder and a line here.
import type { Flow } from '../src/engine/flow.ts';
import { feedback } from './feedback/index.ts';
import { poll } from './poll/index.ts';
import { preorder } from './preorder/index.ts';
import { quiz } from './quiz/index.ts';
import { release } from './release/index.ts';

export const flows: readonly Flow[] = [quiz, preorder, poll, feedback, release];
