import { nodeHost } from '../process/nodeHost.js';
import { runDemo } from './runDemo.js';

void runDemo(process.argv.slice(2), nodeHost()).then(code => {
  process.exitCode = code;
});
