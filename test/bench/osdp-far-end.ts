import { SerialPort } from 'serialport';
import { SimulatedOsdpLine } from '../../device/simulator/osdp/simulated-osdp-line.ts';
import { SimulatedOsdpReader } from '../../device/simulator/osdp/simulated-osdp-reader.ts';
import { systemClock } from '../../device/system-clock.ts';

// The readers' end of the line, in a process of its own so that its work is not counted as the driver's.
const [path = '', key = ''] = process.argv.slice(2);
const readers = Array.from(
  { length: 8 },
  (_, address) => new SimulatedOsdpReader({ address, clock: systemClock, key: Buffer.from(key, 'hex') }),
);
const line = new SimulatedOsdpLine(readers);
const port = new SerialPort({ path, baudRate: 115_200 });
port.on('data', (bytes: Buffer) => {
  const sent = line.receive(bytes);
  if (sent.length > 0) port.write(Buffer.from(sent));
});
process.on('message', ({ reader, uid }: { reader: number; uid: string }) => {
  const at = process.hrtime.bigint();
  readers[reader]?.presentUid(uid);
  process.send?.(Number(at));
});
process.on('disconnect', () => process.exit(0));
// The line ends with the bench.
port.on('error', () => process.exit(0));
port.on('open', () => process.send?.('open'));
