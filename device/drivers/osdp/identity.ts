/** Who made a reader, and what it is (SIA OSDP 2.2 §7.4, osdp_PDID). */
export type Identity = {
  /** The maker's IEEE OUI, six upper-case hex digits. */
  readonly vendor: string;
  readonly model: number;
  readonly version: number;
  readonly serialNumber: number;
  /** Such as `1.4.12`. */
  readonly firmware: string;
};

/** One function that a reader says it has (SIA OSDP 2.2 §7.5 and Annex B); what it says is a hint and no promise. */
export type Capability = { readonly functionCode: number; readonly compliance: number; readonly items: number };

/** Function codes of Annex B that anything here asks for. */
export const CAPABILITY = { led: 4, buzzer: 5, text: 6 } as const;

const IDENTITY_BYTES = 12;

/** Null when it is no osdp_PDID. */
export function readIdentity(data: Uint8Array): Identity | null {
  if (data.length !== IDENTITY_BYTES) return null;
  const bytes = Buffer.from(data);
  return {
    vendor: bytes.toString('hex', 0, 3).toUpperCase(),
    model: bytes.readUInt8(3),
    version: bytes.readUInt8(4),
    serialNumber: bytes.readUInt32LE(5),
    firmware: [...bytes.subarray(9, 12)].join('.'),
  };
}

/** Null when it is no osdp_PDCAP. */
export function readCapabilities(data: Uint8Array): readonly Capability[] | null {
  if (data.length % 3 !== 0) return null;
  return Array.from({ length: data.length / 3 }, (_, at) => ({
    functionCode: data[at * 3] ?? 0,
    compliance: data[at * 3 + 1] ?? 0,
    items: data[at * 3 + 2] ?? 0,
  }));
}

/** Whether a reader says that it has this function at all. */
export function has(capabilities: readonly Capability[], functionCode: number): boolean {
  return capabilities.some((one) => one.functionCode === functionCode && one.compliance > 0);
}
