// Lists a job once with the built package: node cold.ours.mjs ENDPOINT STEPS [DIST]. Prints the CPU of this process in
// milliseconds: from the first call on, and of everything, the start and the loading of modules included.
import { client } from './client.mjs';

const [, , endpoint, steps = '50000', dist = new URL('../dist/', import.meta.url).href] = process.argv;
const { connect, decodeSteps } = await import(new URL('index.js', dist));

const loaded = process.cpuUsage();
const recommender = connect({ client: client(endpoint, { maxAttempts: 1 }), quota: { perSecond: Infinity } });
let count = 0;
await recommender
  .steps$('job')
  .pipe(decodeSteps())
  .forEach(() => {
    count += 1;
  });
if (count !== Number(steps)) throw new Error(`got ${count} steps`);
const ms = ({ user, system }) => (user + system) / 1000;
console.log(ms(process.cpuUsage(loaded)), ms(process.cpuUsage()));
