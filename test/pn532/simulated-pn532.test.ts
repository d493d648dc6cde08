import { describe, expect, it } from 'vitest';
import { SimulatedPn532 } from '../../device/simulator/pn532/simulated-pn532.ts';
import { hex } from './hex.ts';

const WAKE_AND_CONFIGURE = hex('5555000000000000000000000000000000FF03FDD414011700');
const LOOK = hex('00 00 FF 04 FC D4 4A 01 00 E1 00');
const ACK = '0000ff00ff00';
const NACK = hex('00 00 FF FF 00 00');
const LIMIT_RETRIES = hex('00 00 FF 06 FA D4 32 05 01 00 02 F2 00');

const answer = (chip: SimulatedPn532, bytes: Uint8Array) => Buffer.from(chip.receive(bytes)).toString('hex');

function awake(): SimulatedPn532 {
  const chip = new SimulatedPn532();
  chip.receive(WAKE_AND_CONFIGURE);
  return chip;
}

/** The vectors are those that DFRobot's DFR0231 module sent and took, as many Arduino sketches hold them. */
describe('a simulated PN532', () => {
  it('sleeps until it is woken, and answers as a real one does', () => {
    const chip = new SimulatedPn532();
    expect(answer(chip, LOOK)).toBe('');
    expect(answer(chip, WAKE_AND_CONFIGURE)).toBe(`${ACK}0000ff02fed5151600`);
    expect(answer(chip, hex('00 00 FF 02 FE D4 02 2A 00'))).toBe(`${ACK}0000ff06fad50332010607e800`);
  });

  it('tells a card as a real one does, when it is asked in pieces too', () => {
    const chip = awake();
    expect(chip.putCard('078CFC4F')).toMatchObject({ ok: true });
    expect(answer(chip, LOOK.subarray(0, 7))).toBe('');
    expect(answer(chip, LOOK.subarray(7))).toBe(`${ACK}0000ff0cf4d54b010100040804078cfc4ff000`);
  });

  it('sends its last answer again when it is asked to', () => {
    const chip = awake();
    expect(answer(chip, hex('00 00 FF 02 FE D4 02 2A 00'))).toBe(ACK + answer(chip, NACK));
  });

  it('looks for ever until its retries are limited', () => {
    const chip = awake();
    expect(answer(chip, LOOK)).toBe(ACK);
    expect(answer(chip, LIMIT_RETRIES)).toBe(`${ACK}0000ff02fed533f800`);
    expect(answer(chip, LOOK)).toBe(`${ACK}0000ff03fdd54b00e000`);
  });

  it('misses a card that it selected at every second look, unless the field goes off between', () => {
    const chip = awake();
    chip.receive(LIMIT_RETRIES);
    chip.putCard('078CFC4F');
    const found = () => answer(chip, LOOK).includes('078cfc4f');
    expect([found(), found(), found(), found()]).toEqual([true, false, true, false]);
    expect(found()).toBe(true);
    chip.receive(hex('00 00 FF 04 FC D4 32 01 00 F9 00'));
    expect(found()).toBe(true);
  });

  it('refuses what it does not know, and cards that cannot be', () => {
    expect(answer(awake(), hex('00 00 FF 02 FE D4 8A A2 00'))).toBe(`${ACK}0000ff01ff7f8100`);
    expect(awake().putCard('0102030405')).toMatchObject({ ok: false, error: { code: 'credential-malformed' } });
  });

  it('is mute, or sends garbage first, when it is told to', () => {
    const chip = awake();
    chip.mute(true);
    expect(answer(chip, LOOK)).toBe('');
    chip.mute(false);
    chip.garbage(hex('DEAD'));
    expect(answer(chip, LOOK)).toBe(`dead${ACK}`);
    expect(answer(chip, LOOK)).toBe(ACK);
  });
});
