import { expect, type Locator, type Page } from '@playwright/test';
import { createIntl, type IntlShape } from 'react-intl';
import type { MessageId } from '../../renderer/i18n/catalogue.ts';
import { allCatalogues } from '../../renderer/i18n/catalogues.ts';
import { type LanguageCode, languageForms } from '../../renderer/i18n/language-forms.ts';
import type { E2eController } from './e2e-controller.ts';

type Values = Readonly<Record<string, string | number>>;

const catalogues = await allCatalogues();

/** Somebody who knows of the box what the screen says, in one language, and who touches or types. */
export class Walker {
  readonly #page: Page;
  readonly #controller: E2eController;
  readonly #language: LanguageCode;
  readonly #by: 'touch' | 'keyboard';
  readonly #intl: IntlShape;

  constructor(page: Page, controller: E2eController, language: LanguageCode, by: 'touch' | 'keyboard') {
    this.#page = page;
    this.#controller = controller;
    this.#language = language;
    this.#by = by;
    this.#intl = createIntl({
      locale: languageForms[language].format,
      messages: catalogues[language],
      onError: (error) => {
        throw error;
      },
    });
  }

  says(id: MessageId, values?: Values): string {
    return this.#intl.formatMessage({ id }, values);
  }

  /** Waits until the screen is for whoever comes next, and chooses the language as they do. */
  async arrives(): Promise<void> {
    await this.#is('idle');
    if (this.#language !== 'sv') await this.#press(() => this.#named('button', languageForms[this.#language].autonym));
    await expect(this.#page.locator('html')).toHaveAttribute('lang', languageForms[this.#language].tag);
  }

  async press(id: MessageId, values?: Values): Promise<void> {
    await this.#press(() => this.#named('button', this.says(id, values)));
  }

  async opens(tab: MessageId): Promise<void> {
    await this.#press(() => this.#named('tab', this.says(tab)));
  }

  /** The first of several of the same kind. */
  async pressFirst(selector: string): Promise<void> {
    await this.#press(async () => this.#page.locator(selector).first());
  }

  /** Digits or letters, on the keys of the screen. */
  async types(keys: string): Promise<void> {
    for (const key of keys) await this.#press(() => this.#named('button', key));
  }

  taps(uid: string): Promise<void> {
    return this.#controller.tap(uid);
  }

  async reads(id: MessageId, values?: Values): Promise<void> {
    await expect(this.#page.getByText(this.says(id, values), { exact: true }).first()).toBeVisible();
  }

  async sees(selector: string, text: string): Promise<void> {
    await expect(this.#page.locator(selector).first()).toHaveText(text);
  }

  async escapes(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await expect(this.#page.locator('dialog[open]')).toHaveCount(0);
  }

  #is(screen: string): Promise<void> {
    return expect(this.#page.locator('main')).toHaveAttribute('data-screen', screen, { timeout: 20_000 });
  }

  /** Of a question, while one is asked. */
  async #named(role: 'button' | 'tab', name: string): Promise<Locator> {
    const question = this.#page.locator('dialog[open]').last();
    const asked = (await question.count()) > 0 ? question : this.#page;
    return asked.getByRole(role, { name, exact: true }).first();
  }

  /** Looked for anew while it is not there: the question before may still be on its way out. */
  async #press(find: () => Promise<Locator>): Promise<void> {
    await expect(async () => {
      const target = await find();
      if (this.#by === 'touch') return target.click({ timeout: 8_000 });
      await target.focus({ timeout: 8_000 });
      await this.#page.keyboard.press('Enter');
    }).toPass({ timeout: 30_000 });
  }
}
