/** What a page is told of a key. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/**
 * Whether a key is for the browser, and not for the page: everything with Ctrl, Alt or Meta, and the function keys. A
 * browser that fills the screen asks the page first, so that these open no window, no dialog and no tool. Letters that
 * are typed by AltGr carry none of the three.
 */
export function isForBrowser({ key, ctrlKey, altKey, metaKey }: KeyPress): boolean {
  return ctrlKey || altKey || metaKey || /^(F\d+|Browser.*|Launch.*|ContextMenu|Print(Screen)?)$/.test(key);
}

/**
 * Keeps from the browser what hands at the screen, or at a keyboard that was plugged in, ask of it: its menu after a
 * long press, zooming, things that are dragged in; and its keys, where the page fills the screen. In a window of
 * whoever develops the page the browser's keys are theirs.
 */
export function keepFromBrowser(page: Document): void {
  const fillsScreen = matchMedia('(display-mode: fullscreen)');
  const refuse = (event: Event) => event.preventDefault();
  page.addEventListener('keydown', (event) => {
    if (fillsScreen.matches && isForBrowser(event)) refuse(event);
  });
  page.addEventListener('wheel', (event) => event.ctrlKey && refuse(event), { passive: false });
  for (const name of ['contextmenu', 'dragstart', 'dragover', 'drop', 'auxclick']) page.addEventListener(name, refuse);
}
