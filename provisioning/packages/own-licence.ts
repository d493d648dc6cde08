import eupl from 'spdx-license-list/licenses/EUPL-1.2.json' with { type: 'json' };

/** SPDX's id of the licence that everything here is under. */
export const OWN_LICENCE = 'EUPL-1.2';

/** Its text, as SPDX has it (spdx.org/licenses/EUPL-1.2). */
export const OWN_LICENCE_TEXT = `${eupl.licenseText.trimEnd()}\n`;
