#!/usr/bin/env node
import { main } from './main.js';
import { nodeHost } from './process/nodeHost.js';

// Without a top-level await: nothing may wait for the command but the command.
void main(process.argv.slice(2), nodeHost()).then(code => {
  process.exitCode = code;
});
