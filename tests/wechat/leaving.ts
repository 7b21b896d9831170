// A process of its own that connects to a gateway, waits for a line, and stops. Nothing but that may keep it alive.
import { once } from 'node:events';
import { platformOf } from '../support/wechat/platform.ts';

const [endpoint = '', token = ''] = process.argv.slice(2);
const platform = platformOf({ endpoint, token });

await platform.start(async () => {});
process.stdout.write(`here: ${platform.health().ok}\n`);
await once(process.stdin, 'data');
process.stdin.destroy();
await platform.stop();
process.stdout.write('stopped\n');
