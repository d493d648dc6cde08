import type { HostAnnouncementCommand } from '../../device/contract/host-announcement.ts';
import type { OfferSkillCommand, SkillJudgement } from '../../device/contract/skills.ts';
import { post } from './commands.ts';

/** What people inside offer each other. What comes of it is seen in the next snapshot. */
export const skillsCommands = {
  offer: (wish: OfferSkillCommand) => post('/api/kiosk/skills/offer', wish),
  takeBack: () => post('/api/kiosk/skills/take-back'),
  judge: (ref: number, judgement: SkillJudgement) => post(`/api/host/skills/${judgement}`, { ref }),
};

/** What a host changes of what the idle screen tells. What comes of it is seen in the next snapshot. */
export const screenCommands = {
  announce: (wish: HostAnnouncementCommand) => post('/api/host/announcement', wish),
  withdraw: () => post('/api/host/announcement/withdraw'),
};
