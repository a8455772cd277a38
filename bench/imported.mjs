// Prints the CPU that an import takes in this process, in milliseconds: node imported.mjs SPECIFIER
const before = process.cpuUsage();
await import(process.argv[2]);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
