import { randomBytes } from 'node:crypto';

/** Stands in for the reader process: on each word from the parent it sends a card, with the time it did. */
process.on('message', () => {
  const credential = { kind: 'uid', hash: randomBytes(16).toString('hex'), randomUid: false, assurance: 1 };
  process.send?.({
    sentAt: Number(process.hrtime.bigint()) / 1e6,
    message: { type: 'card-presented', reader: 'bench', credential, counter: null },
  });
});
process.on('disconnect', () => process.exit(0));
