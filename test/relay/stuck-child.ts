// Says one thing, and then nothing more.
process.on('message', () => {});
process.send?.({ type: 'beat' });
