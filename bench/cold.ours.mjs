// Lists a job once with the built package, which makes its own client: node cold.ours.mjs ENDPOINT STEPS [DIST]. Prints
// the CPU of this process in milliseconds: from the first call on, and of everything, the start and the loading of
// modules included.
const [, , endpoint, steps = '50000', dist = new URL('../dist/', import.meta.url).href] = process.argv;
process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = 'bench';
const { connect, decodeSteps } = await import(new URL('index.js', dist));

const loaded = process.cpuUsage();
const recommender = connect({ endpoint, region: 'us-east-1', quota: { perSecond: Infinity } });
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
await recommender.close();
