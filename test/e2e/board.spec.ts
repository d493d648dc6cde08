import { expect, type Page } from '@playwright/test';
import { boardOf, manyOffices, occupancyOf, officeRow, troubledOffices } from '../support/board-offices.ts';
import { lookAtBoard, test } from '../support/board-test.ts';

const rows = (board: Page) => board.locator('tbody tr:visible');
const row = (board: Page, office: string) => board.getByRole('row').filter({ hasText: office });
const button = (board: Page, name: string | RegExp) => board.getByRole('button', { name });
const figure = (board: Page, name: string) => board.locator('.total').filter({ hasText: name });

test.describe('the board', { tag: '@desk' }, () => {
  test('shows first what wants looking after, and says of no office more than is known', async ({ board }) => {
    await expect(rows(board).locator('.office-of')).toHaveText(['torget', 'stationen', 'hamnen', 'biblioteket']);
    await expect(row(board, 'torget')).toContainText('Utrymning!');
    await expect(row(board, 'torget')).toContainText('19 av 20');
    await expect(row(board, 'torget')).toContainText('Nästan fullt');
    await expect(row(board, 'torget')).toContainText('3 saknas');
    await expect(row(board, 'torget').getByRole('img')).toHaveAccessibleName(/^Som mest \d+ kl\. \d\d:\d\d$/);
    await expect(row(board, 'stationen')).toContainText('Uppbruten!');
    await expect(row(board, 'stationen')).toContainText('Är omskriven');
    await expect(row(board, 'stationen').locator('.cell-inside')).toHaveText('Okänt');
    await expect(row(board, 'hamnen').locator('.cell-inside')).toHaveText('Okänt');
    await expect(row(board, 'hamnen')).toContainText('Utan kontaktsedan 23 nov. 10:30');
    await expect(figure(board, 'Inne nu')).toContainText('26okänt på 2 kontor');
    await expect(figure(board, 'Att se till')).toContainText('3');
    await lookAtBoard(board, 'trouble');
    await button(board, 'English').click();
    await expect(row(board, 'stationen')).toContainText('Was rewritten');
    await lookAtBoard(board, 'trouble-english');
    await board.emulateMedia({ colorScheme: 'dark' });
    await lookAtBoard(board, 'trouble-dark');
    await board.setViewportSize({ width: 800, height: 480 });
    await lookAtBoard(board, 'trouble-dark');
    await board.reload();
    await expect(board.getByRole('heading', { name: 'All offices' })).toBeVisible();
  });

  test('keeps order, filter, search and open details in its address', async ({ board, server }) => {
    await button(board, 'Kontor').click();
    await expect(board.getByRole('columnheader', { name: 'Kontor' })).toHaveAttribute('aria-sort', 'ascending');
    await button(board, 'Inne nu').click();
    await expect(rows(board).locator('.office-of')).toHaveText(['torget', 'biblioteket', 'stationen', 'hamnen']);
    await board.getByLabel('Sök kontor').fill('malmö');
    await expect(board.getByText('2 kontor av 4')).toBeVisible();
    await button(board, /^Nästan fulla/).click();
    await expect(rows(board).locator('.office-of')).toHaveText(['torget']);
    await button(board, /^torget/).click();
    await expect(board).toHaveURL(/office=malmo/);
    const bookmark = new URL(board.url()).hash;
    await board.goto('about:blank');
    await board.goto(`${server.url}${bookmark}`);
    await expect(board.getByRole('dialog', { name: 'torget' })).toBeVisible();
    await board.keyboard.press('Escape');
    await expect(rows(board).locator('.office-of')).toHaveText(['torget']);
    await expect(board.getByLabel('Sök kontor')).toHaveValue('malmö');
    await board.getByLabel('Sök kontor').fill('kiruna');
    await expect(board.getByText('Inget kontor passar.')).toBeVisible();
    await button(board, 'Visa alla').click();
    await expect(rows(board)).toHaveCount(4);
  });

  test('opens the details of an office by the keyboard, follows it, and gives the focus back; new alarms are heard meanwhile', async ({
    board,
    server,
  }) => {
    await button(board, /^stationen/).focus();
    await board.keyboard.press('Enter');
    const details = board.getByRole('dialog', { name: 'stationen' });
    await expect(details.getByRole('row', { name: /^Läsare front Fel/ })).toContainText('Svarar inte (reader-silent)');
    await expect(details.getByRole('row', { name: /^Biblioteket/ })).toContainText('of-a-later-version');
    await expect(details).toContainText('Inte ställd från nätet');
    await lookAtBoard(board, 'details');
    await board.setViewportSize({ width: 320, height: 640 });
    await lookAtBoard(board, 'details');
    server.tell(boardOf([officeRow('stationen', { operator: 'lund', occupancy: occupancyOf(11) })]));
    await expect(details).toContainText('11 av 20');
    server.tell(boardOf([officeRow('biblioteket', { evacuation: true })]));
    await expect(details.getByRole('log')).toHaveText('Utrymning i malmo/biblioteket');
    await button(board, 'Stäng').click();
    await expect(details).toBeHidden();
    await expect(button(board, /^stationen/)).toBeFocused();
  });

  test('tells new alarms once each, and leaves the focus where it is as rows change places', async ({
    board,
    server,
  }) => {
    const log = board.getByRole('log');
    await button(board, /^stationen/).focus();
    const evacuated = boardOf([officeRow('biblioteket', { evacuation: true })]);
    server.tell(evacuated);
    await expect(rows(board).locator('.office-of')).toHaveText(['torget', 'biblioteket', 'stationen', 'hamnen']);
    await expect(button(board, /^stationen/)).toBeFocused();
    server.tell(evacuated);
    server.tell(boardOf([officeRow('torget', { online: false, occupancy: null })]));
    await expect(row(board, 'torget').locator('.cell-inside')).toHaveText('Okänt');
    await expect(log.locator('p')).toHaveText(['Utrymning i malmo/biblioteket', 'Ingen kontakt med malmo/torget']);
  });

  test('says plainly that it hears nothing, and hears again by itself', async ({ page, server, board }) => {
    await expect(rows(board)).toHaveCount(4);
    await page.clock.install();
    await page.reload();
    await expect(rows(board)).toHaveCount(4);
    await page.clock.fastForward(20_000);
    server.ping();
    await page.clock.fastForward(20_000);
    await expect(board.locator('main')).toHaveAttribute('data-feed', 'live');
    server.quiet = true;
    await page.clock.fastForward(26_000);
    await expect(board.getByRole('status')).toContainText('Sidan har ingen kontakt. Det som visas är från 14:25:10');
    await lookAtBoard(board, 'stale');
    server.become(boardOf([officeRow('biblioteket', { occupancy: occupancyOf(12) })]));
    server.quiet = false;
    server.breakOff();
    await expect(row(board, 'biblioteket')).toContainText('12 av 20');
    await expect(board.getByRole('status')).toBeEmpty();
  });

  test('is there again after the collector was', async ({ board, server }) => {
    await expect(rows(board)).toHaveCount(4);
    server.become(boardOf(troubledOffices().slice(0, 2)));
    server.breakOff();
    await expect(rows(board)).toHaveCount(2);
    server.tell(boardOf([], { link: { state: 'lost', sinceMs: Date.parse('2026-11-24T14:20:00Z'), code: 'refused' } }));
    await expect(board.getByRole('status')).toContainText('saknar kontakt sedan 14:20 (refused)');
    await lookAtBoard(board, 'collector-lost');
    server.signedIn = false;
    server.breakOff();
    await expect(board.getByRole('status')).toContainText('Du är inte inloggad längre.');
  });

  test.describe('with no office', () => {
    test.use({ first: boardOf([]) });

    test('says so', async ({ board }) => {
      await expect(board.getByText('Inget kontor har hörts av än.')).toBeVisible();
      await lookAtBoard(board, 'empty');
    });
  });

  test.describe('with 2,000 offices', () => {
    test.use({ first: boardOf(manyOffices(2_000)) });

    test('shows a change of one of them, finds it, and puts it in its place', async ({ board, server }) => {
      // To draw them all takes a busy machine some seconds, once.
      await expect(board.getByText(/^2\s000 kontor av 2\s000$/)).toBeVisible({ timeout: 30_000 });
      server.tell(boardOf([officeRow('skolan-1005', { operator: 'kiruna', occupancy: occupancyOf(44) })]));
      await button(board, 'Inne nu').click();
      await expect(rows(board).locator('.office-of').first()).toHaveText('skolan-1005');
      await board.getByLabel('Sök kontor').fill('skolan-1005');
      await expect(rows(board)).toHaveCount(1);
    });
  });

  test.describe('at a phone’s width', () => {
    test.use({ viewport: { width: 390, height: 844 } });

    test('has a card for each office, and nothing that is cut off', async ({ board }) => {
      await expect(row(board, 'torget')).toContainText('Utrymning!');
      await lookAtBoard(board, 'phone');
      await board.getByLabel('Ordning', { exact: true }).selectOption('Kontor');
      await expect(rows(board).locator('.office-of').first()).toHaveText('stationen');
      await button(board, 'Vänd ordningen').click();
      await expect(rows(board).locator('.office-of').first()).toHaveText('hamnen');
      await board.setViewportSize({ width: 320, height: 640 });
      await lookAtBoard(board, 'narrowest');
    });
  });
});
