import type { HostAnnouncementCommand } from '../../device/contract/host-announcement.ts';
import { post } from './commands.ts';

/** What a host changes of what the idle screen tells. What comes of it is seen in the next snapshot. */
export const screenCommands = {
  announce: (wish: HostAnnouncementCommand) => post('/api/host/announcement', wish),
  withdraw: () => post('/api/host/announcement/withdraw'),
};
