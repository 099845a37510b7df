'use strict';
// The keys of all pages. A page that can do more adds its own.
window.asyncz = (() => {
  // By where they stand in the navigation.
  const GO = { o: 0, t: 1, i: 2, n: 3, l: 4 };
  const GO_MS = 1500;
  let going = 0;

  const all = selector => [...document.querySelectorAll(selector)];
  /** What can be gone through on this page: its lines, or else its tasks and runs. */
  const stops = () => (all('ol.rows > li > details > summary').length ? all('ol.rows > li > details > summary')
    : all('.tasks .t-name a, .concern h3 a, .runline .c-time a'));
  const currentRow = () => document.activeElement?.closest('ol.rows > li') ?? document.querySelector('ol.rows > li.here, ol.rows > li:target');

  function focus(stop) {
    stop?.focus();
    stop?.scrollIntoView({ block: 'center' });
  }

  function step(by) {
    const list = stops();
    const here = currentRow()?.querySelector('summary') ?? document.activeElement;
    focus(list[Math.max(0, list.indexOf(here) < 0 ? 0 : list.indexOf(here) + by)]);
  }

  const HIT = ':has(mark)';
  const packedHit = row => row.querySelector(':scope > details > template')?.content.querySelector('mark');

  /** To the next row of a kind, as seen from where the reader is. */
  function jump(selector, back) {
    const rows = all('ol.rows > li');
    const at = rows.indexOf(currentRow());
    const ahead = back ? rows.slice(0, at < 0 ? 0 : at).reverse() : rows.slice(at + 1);
    focus(ahead.find(row => row.matches(selector) || selector === HIT && packedHit(row))?.querySelector('summary'));
  }

  const keys = {
    '/': () => document.querySelector('input[type=search]')?.focus(),
    j: () => step(1), k: () => step(-1),
    o: () => (currentRow()?.querySelector('summary') ?? document.activeElement).click(),
    e: () => jump('.error'), E: () => jump('.error', true),
    w: () => jump('.warn'), W: () => jump('.warn', true),
    n: () => jump(HIT), N: () => jump(HIT, true),
    x: () => {
      const row = currentRow();
      if (row) window.asyncz.equip(row);
      row?.querySelector('a.context').click();
    },
    t: () => {
      const clocks = all('.clocks a');
      clocks[(clocks.findIndex(each => each.ariaCurrent) + 1) % clocks.length]?.click();
    },
    g: () => { going = Date.now(); },
    '[': () => document.querySelector('.steps a:first-child')?.click(),
    ']': () => document.querySelector('.steps a:last-child')?.click(),
    '?': () => {
      const help = document.getElementById('help');
      if (help) help.showModal();
      else location.assign(document.querySelector('.brand').href + 'help');
    },
  };

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const menu = event.key === 'Escape' && event.target.closest('.menu[open]');
    if (menu) {
      menu.open = false;
      return menu.querySelector('summary').focus();
    }
    const field = event.target.closest('input:not([type=checkbox], [type=radio]), select, textarea');
    if (field) {
      if (event.key === 'Escape' && field.id !== 'q') field.blur();
      if (event.key !== 'Escape' || field.id !== 'q') return;
    }
    const bar = event.target.closest('.histogram a');
    if (bar && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault();
      return void (event.key === 'ArrowRight' ? bar.nextElementSibling : bar.previousElementSibling)?.focus();
    }
    // The space bar also presses what has the focus.
    if (event.key === ' ' && event.target.closest('a, button, summary, input')) return;
    if (Date.now() - going < GO_MS && Object.hasOwn(GO, event.key)) {
      event.preventDefault();
      return document.querySelectorAll('.pages a')[GO[event.key]].click();
    }
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  // ---- The icon of the tab has the number of tasks that need attention, also while another tab is looked at

  const ICON_MS = 30000;
  const icon = document.getElementById('icon');
  let drawn;
  async function renewIcon() {
    const answer = await fetch(icon.href).catch(() => null);
    const now = answer?.ok && await answer.text();
    if (!now || now === drawn) return;
    // A browser asks for an icon again when it has another address.
    if (drawn) icon.href = icon.getAttribute('href').replace(/[?].*|$/, '?at=' + Date.now());
    drawn = now;
  }
  if (icon) {
    renewIcon();
    setInterval(renewIcon, ICON_MS);
  }

  // A menu closes when something else is meant.
  document.addEventListener('click', event => {
    for (const menu of all('.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
  });
  return { keys };
})();
