import { readFileSync, rmSync } from 'node:fs';
import { HostAnnouncement } from './contract/host-announcement.ts';
import { whereItCan, writeSecretFile } from './loopback/one-time-token.ts';
import type { KeptAnnouncement } from './ports/host-announcement.ts';

/** A file that only this box can read; gone with what it tells. A disk that does not take it costs the next start that. */
export function hostAnnouncementFile(file: string): KeptAnnouncement {
  return {
    read() {
      try {
        return HostAnnouncement.parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        return null;
      }
    },
    keep(announcement) {
      whereItCan(() => {
        if (announcement === null) rmSync(file, { force: true });
        else writeSecretFile(file, JSON.stringify(announcement));
      });
    },
  };
}
