#!/usr/bin/env node
// The program's door: teaches Node to read TypeScript, then hands over to the composition root.
import 'tsx/esm';

await import('./src/main.ts');
