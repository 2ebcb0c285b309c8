// Loads the deployed bundle as Lambda does and calls its handler at each message. Not TypeScript: stripping types would
// be measured as well.
const { handler } = require(process.argv[2]);

const context = { functionName: 'sync', awsRequestId: 'bench', getRemainingTimeInMillis: () => 900_000 };

process.on('message', async () => {
  const start = performance.now();
  const before = process.cpuUsage();
  try {
    const { counts, events } = await handler({}, context);
    const { user, system } = process.cpuUsage(before);
    process.send({ wallMs: performance.now() - start, cpuMs: (user + system) / 1000, counts, events });
  } catch (error) {
    process.send({ problem: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit());
