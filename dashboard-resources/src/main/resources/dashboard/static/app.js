'use strict';
// The page works without this file. With it new lines are put above the ones that are there, as they come, so that a
// selection, the focus and an open line survive; and Back leads to where one was.
(() => {
  const byId = id => document.getElementById(id);
  const MAX_ROWS = 1000;
  const EVERY_MS = 10000;
  const { form, stream } = asyncz;
  /** New lines that are not shown yet, by their row's id: the reader is looking at older ones, or has paused. */
  const held = new Map();
  let paused = false;
  /** Whether more lines come than anybody can read, of which some are shown; or have come since all were shown. */
  let flooded = false;
  let sampled = false;
  /** Between the rows that are here and the next ones there are more than a page holds. */
  let cut = false;
  /** The row that had the focus when the table was about to be replaced, by its id. */
  let focused;

  // ---- New lines

  const isLive = () => byId('log')?.hasAttribute('data-live');
  const following = () => !paused && scrollY < 4;

  function newest() {
    const shown = byId('rows')?.firstElementChild?.id.slice(1) ?? byId('log').dataset.cursor;
    return [...held.keys()].map(id => id.slice(1)).reduce((a, b) => (a > b ? a : b), shown);
  }

  /** Takes rows in any order, and those that are there already. */
  function receive(rows) {
    const all = byId('rows');
    if (!all) {
      if (rows.length) form.swap(location.search);
      return;
    }
    // Rows below the last one are not of this page, unless it shows all there is.
    const last = byId('older').hidden ? '' : all.lastElementChild?.id ?? '';
    const fresh = [...rows].filter(row => row.id > last && !byId(row.id) && !held.has(row.id));
    if (!following()) {
      fresh.forEach(row => held.set(row.id, row));
      forget(held);
    } else if (fresh.length) {
      insert(all, fresh);
    }
    showHeld();
  }

  /** What comes next is not right above what is here. */
  function gap() {
    if (following()) {
      cut = true;
      if (byId('older')) byId('older').hidden = false;
    } else {
      held.clear();
      held.forgot = true;
    }
  }

  /** Of lines that nobody has seen yet the page keeps as many as it could show. */
  function forget(map) {
    if (map.size <= MAX_ROWS) return;
    const ids = [...map.keys()].sort();
    ids.slice(0, ids.length - MAX_ROWS).forEach(id => map.delete(id));
    map.forgot = true;
  }

  /** Ids ascend with time, so each new row has one place; those that are newer than all go there at once. */
  function insert(all, fresh) {
    // Of a flood only a sample is shown anyway.
    if (cut && !flooded) all.replaceChildren();
    cut = false;
    const anchor = reading(all);
    const still = anchor ?? all.firstElementChild;
    const top = still?.offsetTop;
    fresh.sort((a, b) => (a.id < b.id ? 1 : -1));
    const newest = all.firstElementChild?.id ?? '';
    const above = document.createDocumentFragment();
    let below = all.firstElementChild;
    for (const row of fresh) {
      if (row.id > newest) {
        above.append(row);
        continue;
      }
      while (below && below.id > row.id) below = below.nextElementSibling;
      all.insertBefore(document.adoptNode(row), below);
    }
    all.prepend(above);
    all.querySelectorAll(':scope > .fresh').forEach(row => row.classList.remove('fresh'));
    for (const row of fresh) {
      row.classList.toggle('fresh', !anchor);
      markDay(row);
      if (row.nextElementSibling) markDay(row.nextElementSibling);
    }
    trim(all);
    byId('day').textContent = all.firstElementChild.dataset.day;
    if (!still?.isConnected) return;
    const moved = still.offsetTop - top;
    // What the reader reads stays where it is; for who follows, the rest moves down.
    if (anchor) scrollBy(0, moved);
    else moveDown(all, moved);
  }

  let moving;

  /**
   * The rows below are drawn where they were for a frame, and move by a transform alone: the browser lays nothing out
   * anew while they do. In one step, as each frame of a longer way draws the whole list, ten times a second.
   */
  function moveDown(all, by) {
    if (by < 1) return;
    const from = by - new DOMMatrixReadOnly(getComputedStyle(all).transform).f;
    all.style.transform = `translateY(${-from}px)`;
    cancelAnimationFrame(moving);
    moving = requestAnimationFrame(() => {
      moving = requestAnimationFrame(() => all.removeAttribute('style'));
    });
  }

  function trim(all) {
    if (all.childElementCount > MAX_ROWS) byId('older').hidden = false;
    while (all.childElementCount > MAX_ROWS) all.lastElementChild.remove();
    const older = new URL(location.href);
    older.searchParams.set('before', all.lastElementChild.id.slice(1));
    byId('older').href = older.pathname + older.search;
    byId('older').textContent = 'Older lines';
  }

  function markDay(row) {
    row.classList.toggle('newday', row.dataset.day !== row.previousElementSibling?.dataset.day);
  }

  /** The row that the reader is at: an open one, or one with the selection or the focus. */
  function reading(all) {
    const selected = getSelection();
    const node = selected && !selected.isCollapsed ? selected.anchorNode : document.activeElement;
    const row = (node?.nodeType === 1 ? node : node?.parentElement)?.closest('#rows > li');
    return row ?? all.querySelector(':scope > li > details[open]');
  }

  function showHeld() {
    const button = byId('new');
    button.hidden = held.size === 0;
    button.textContent = (held.forgot || sampled ? 'More than ' : '') + held.size.toLocaleString('en') + ' new';
  }

  function release() {
    const all = byId('rows');
    scrollTo(0, 0);
    if (sampled && !flooded) return void form.swap(location.search);
    if (all && held.size) {
      const rows = [...held.values()];
      // Rows in between were forgotten: the rows below them would not be the next ones.
      if (held.forgot) all.replaceChildren();
      insert(all, rows);
      scrollTo(0, 0);
    }
    dropHeld();
  }

  function dropHeld() {
    held.clear();
    held.forgot = false;
    showHeld();
  }

  function flood(rate) {
    flooded = sampled = true;
    showFlood(rate);
  }

  function calm() {
    flooded = false;
    showFlood();
    const all = byId('rows');
    if (following() && !(all && reading(all))) form.swap(location.search);
    else showHeld();
  }

  function showFlood(rate) {
    byId('flood').hidden = !rate;
    byId('flood').textContent = rate ? `${rate} lines a second go by; a sample is shown. Pause to read them all.` : '';
  }

  // ---- Back leads to where one was

  /** Where the reader was in the entry that is gone back to; htmx writes over it. */
  let arriving;
  addEventListener('popstate', event => { arriving = event.state?.place; }, true);

  function leave() {
    asyncz.keepPlace({ paused });
  }

  async function comeBack(place) {
    if (!place) return;
    if (place.paused) paused = true;
    showPaused();
    // It may be far below by now: then the page begins with it.
    if (place.at && !byId(place.at)) await showFrom(place.at);
    asyncz.restore(place);
  }

  async function showFrom(row) {
    const query = new URLSearchParams(location.search);
    const next = (BigInt('0x' + row.slice(1).replaceAll('-', '')) + 1n).toString(16).padStart(32, '0');
    query.set('before', next.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
    const answer = await fetch(form.page + 'partials/table' + '?' + query);
    const log = answer.ok && asyncz.parse(await answer.text()).getElementById('log');
    if (!log?.querySelector('#' + row)) return;
    stream.disconnect();
    byId('log').replaceWith(document.adoptNode(log));
    ready();
  }

  // ---- Every 10 seconds: figures and histogram, and the lines themselves where no stream brings them

  async function refresh() {
    if (document.hidden || !isLive()) return;
    const now = new URL(location.href);
    if (!byId('rows')) return void (paused || form.swap(now.search));
    const streams = stream.isOpen();
    const after = newest();
    now.searchParams.set('after', after);
    now.searchParams.set('limit', streams ? 1 : MAX_ROWS);
    const before = byId('rows');
    try {
      const answer = await fetch(form.page + 'partials/table' + now.search);
      const text = await answer.text();
      if (!answer.ok) throw new Error(answer.status);
      // Meanwhile the reader may have filtered: then this is the answer to a question of the past.
      if (!before.isConnected) return;
      const fresh = asyncz.parse(text);
      if (!paused) showFigures(fresh);
      if (!streams) {
        const rows = fresh.querySelectorAll('#rows > li');
        if (rows.length === MAX_ROWS && rows[MAX_ROWS - 1].id > 'e' + after) gap();
        receive(rows);
      }
      byId('shown').textContent = before.childElementCount.toLocaleString('en');
    } catch {
      byId('updated').textContent = 'no answer from the application, trying again';
    }
    showAges();
  }

  function showFigures(fresh) {
    const parts = { status: '[hx-swap-oob$="#status"]', sum: '[hx-swap-oob$="#sum"]', histogram: '#histogram', tasks: '#tasks' };
    for (const [id, from] of Object.entries(parts)) {
      byId(id).replaceChildren(...fresh.querySelector(from).childNodes);
    }
  }

  function showAges() {
    if (new URLSearchParams(location.search).get('time') !== 'ago') return;
    for (const time of document.querySelectorAll('#rows time')) {
      const s = Math.max(0, Math.floor((Date.now() - Date.parse(time.dateTime)) / 1000));
      time.textContent = s < 60 ? s + ' s ago' : s < 3600 ? Math.floor(s / 60) + ' min ago'
        : s < 172800 ? Math.floor(s / 3600) + ' h ago' : Math.floor(s / 86400) + ' d ago';
    }
  }

  // ---- Hand

  function pause() {
    paused = !paused;
    showPaused();
    if (!paused) release();
    // Who stops to read wants all of it.
    else if (sampled) form.swap(location.search);
  }

  function showPaused() {
    const button = byId('pause');
    button.hidden = !isLive();
    button.textContent = paused ? 'Follow' : 'Pause';
    button.setAttribute('aria-pressed', String(paused));
  }

  function ready() {
    showPaused();
    asyncz.ready();
    stream.connect();
  }

  Object.assign(asyncz.keys, {
    '/': () => byId('q').select() ?? byId('q').focus(),
    Escape: () => {
      if (!byId('q').value) return;
      byId('q').value = '';
      form.ask();
    },
    ' ': pause,
  });

  document.addEventListener('click', event => {
    if (event.target.id === 'pause') pause();
    if (event.target.id === 'new') release();
    const link = event.target.closest('a[href]');
    if (link?.closest('.clocks')) {
      // The page may show other lines by now than when the link was made.
      const here = new URL(location.href);
      here.searchParams.set('clock', new URL(link.href).searchParams.get('clock'));
      event.preventDefault();
      return void location.assign(here);
    }
    const href = link && new URL(typeof link.href === 'string' ? link.href : link.href.baseVal, location.href);
    if (!href || href.pathname !== form.page || href.hash || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    form.forget();
    form.swap(href.search);
  });

  document.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.target?.id !== 'log') return;
    // What this stream brings is an answer to the filters before.
    stream.disconnect();
    flooded = sampled = cut = false;
    cancelAnimationFrame(moving);
    byId('rows')?.removeAttribute('style');
    showFlood();
    dropHeld();
    focused = document.activeElement?.closest('#rows > li')?.id;
  });
  document.addEventListener('htmx:afterSettle', event => {
    if (event.detail.target?.id !== 'log' && event.target.id !== 'log') return;
    form.sync();
    scrollTo(0, 0);
    if (focused && document.activeElement === document.body) byId(focused)?.querySelector('summary').focus({ preventScroll: true });
    ready();
  });
  document.addEventListener('htmx:historyRestore', () => {
    form.sync();
    ready();
    comeBack(arriving);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) stream.disconnect();
    else {
      refresh();
      stream.connect();
    }
  });
  addEventListener('pagehide', () => {
    leave();
    stream.disconnect();
  });

  setInterval(async () => {
    await refresh();
    stream.again();
  }, EVERY_MS);
  asyncz.leave = leave;
  asyncz.log = { isLive, newest, receive, gap, flood, calm };
  ready();
  comeBack(asyncz.kept());
})();
