import type { Config } from '../../device/contract/config.ts';
import { blocks, plain } from './markdown.ts';

/** How a document of this box begins: its title, the law, and what its figures are taken from. */
export function header({ office, policy, provisioned }: Config, title: string, law: string): string {
  return blocks(
    `# ${title}: ${plain(office.name)}`,
    law,
    `Uppgifterna om boxen kommer ur dess konfiguration (\`${office.operator}/${office.id}\`, regler version ${policy.version}). Skapa handlingen på nytt när konfigurationen ändras, eller när boxen får nya regler på annat sätt.`,
    provisioned ? null : '**Utkast.** Konfigurationen är inte märkt som ett riktigt kontors (`provisioned`).',
  );
}
