// Says back whatever it is told, and ends when it is told to release output 9.
process.on('message', (told: { type: string; output?: number }) => {
  if (told.output === 9) process.exit(1);
  process.send?.(told);
});
