'use strict';
// The page works without this file. With it: no reload on a filter, the URL always says the state, and new lines are
// put above the ones that are there, as they come, so that a selection, the focus and an open line survive.
(() => {
  const byId = id => document.getElementById(id);
  const PAGE = byId('filters').getAttribute('action');
  const TABLE = PAGE + 'partials/table';
  const MAX_ROWS = 1000;
  const EVERY_MS = 10000;
  const MAX_TABS = 4;
  const NOT_FILTERS = ['before', 'after', 'limit', 'context'];
  /** New lines that are not shown yet, by their row's id: the reader is looking at older ones, or has paused. */
  const held = new Map();
  let paused = false;
  /** Whether more lines come than anybody can read, of which some are shown; or have come since all were shown. */
  let flood = false;
  let sampled = false;
  let asking;
  const wording = () => String(new URLSearchParams(new FormData(byId('filters'))));
  /** What the form said as it was asked last. */
  let asked = wording();
  /** The row that had the focus when the table was about to be replaced, by its id. */
  let focused;

  // ---- The form

  /** Shows in the form what the URL says, except where the reader is just typing. */
  function syncForm() {
    // What the reader has chosen since the last question is about to be asked: the URL does not have it yet.
    if (asking) return;
    const now = new URLSearchParams(location.search);
    const levels = (now.get('level') ?? '').split(',').filter(Boolean);
    for (const field of byId('filters').elements) {
      if (!field.name || field.name === 'add' || (field === document.activeElement && field.name !== 'limit' && field.type !== 'checkbox')) continue;
      if (field.type === 'checkbox') {
        field.checked = levels.includes(field.value);
        continue;
      }
      const custom = field.name === 'range' && (now.has('since') || now.has('until'));
      const value = custom ? 'custom' : now.get(field.name) ?? (field.name === 'limit' ? '200' : '');
      if (field.tagName === 'SELECT' && ![...field.options].some(o => o.value === value)) field.add(new Option(value, value));
      field.value = value;
      if (field.type === 'hidden') field.disabled = value === '';
    }
    byId('levels').textContent = levels.join(', ') || 'any';
    byId('custom').hidden = byId('filters').elements.range.value !== 'custom';
    asked = wording();
  }

  /** Enter changes a field and submits the form: one question, asked when the reader stops for a moment. */
  function askSoon(event) {
    if (!event.target.closest('#filters')) return;
    if (event.type === 'submit') {
      event.preventDefault();
      if (event.submitter?.name) {
        const query = new URLSearchParams(new FormData(event.target, event.submitter));
        return void swapTable('?' + query);
      }
    }
    // A field that is left says that it has changed, also when that was asked long ago.
    if (event.type === 'change' && !asking && wording() === asked) return;
    clearTimeout(asking);
    asking = setTimeout(ask, event.type === 'input' ? 300 : 20);
  }

  /** Asks now, and once: what was to be asked a moment later is part of this question. */
  function ask() {
    clearTimeout(asking);
    asking = undefined;
    asked = wording();
    htmx.trigger('#filters', 'asked');
  }

  function swapTable(query) {
    return htmx.ajax('GET', TABLE + query, { target: '#log', swap: 'outerHTML' });
  }

  // ---- New lines

  const isLive = () => byId('log')?.hasAttribute('data-live');
  const following = () => !paused && scrollY < 4;

  function newest() {
    const shown = byId('rows')?.firstElementChild?.id.slice(1) ?? byId('log').dataset.cursor;
    return [...held.keys()].map(id => id.slice(1)).reduce((a, b) => (a > b ? a : b), shown);
  }

  function parse(html) {
    return new DOMParser().parseFromString(html, 'text/html');
  }

  /** Takes rows in any order, and those that are there already. */
  function receive(rows) {
    const all = byId('rows');
    if (!all) {
      if (rows.length) swapTable(location.search);
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
      byId('rows')?.replaceChildren();
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
    const anchor = reading(all);
    const top = anchor?.getBoundingClientRect().top;
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
    for (const row of fresh) {
      markDay(row);
      if (row.nextElementSibling) markDay(row.nextElementSibling);
    }
    trim(all);
    // What the reader reads stays where it is.
    if (anchor?.isConnected) scrollBy(0, anchor.getBoundingClientRect().top - top);
  }

  function trim(all) {
    if (all.childElementCount > MAX_ROWS) byId('older').hidden = false;
    while (all.childElementCount > MAX_ROWS) all.lastElementChild.remove();
    const older = new URL(location.href);
    older.searchParams.set('before', all.lastElementChild.id.slice(1));
    byId('older').href = older.pathname + older.search;
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
    if (sampled && !flood) return void swapTable(location.search);
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

  // ---- The stream, one for each tab that is looked at

  const name = () => Math.random().toString(36).slice(2);
  /** Of this page in this tab; a tab that is duplicated takes its session, and so its name, along. */
  const instance = name();
  let tab = sessionStorage.asynczTab ??= name();
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('asyncz') : null;
  /** Other tabs that have opened a stream since this one has. A browser allows few connections in all. */
  const newerTabs = new Set();
  let stream;
  let streamState = '';

  function say(state, text) {
    streamState = state;
    const sign = byId('live');
    sign.hidden = !text;
    sign.dataset.state = state;
    sign.textContent = text;
  }

  function connect() {
    disconnect();
    if (document.hidden || !isLive()) return void say('', '');
    const query = new URLSearchParams(location.search);
    NOT_FILTERS.forEach(name => query.delete(name));
    query.set('after', newest());
    query.set('tab', tab);
    newerTabs.clear();
    const mine = stream = new EventSource(PAGE + 'stream?' + query);
    mine.onopen = () => {
      tabs?.postMessage(tab);
      say('live', 'live');
    };
    mine.onmessage = event => {
      if (mine === stream) receive(parse(event.data).querySelectorAll('li.row'));
    };
    mine.addEventListener('flood', event => {
      flood = sampled = true;
      showFlood(event.data);
    });
    mine.addEventListener('calm', () => {
      flood = false;
      showFlood();
      const all = byId('rows');
      if (following() && !(all && reading(all))) swapTable(location.search);
      else showHeld();
    });
    mine.addEventListener('gap', () => mine === stream && gap());
    mine.addEventListener('full', event => fallBack(`${event.data} pages are live already; this one looks every 10 s`));
    mine.addEventListener('problem', event => fallBack(event.data));
    mine.onerror = () => {
      if (mine !== stream) return;
      if (mine.readyState === EventSource.CLOSED) fallBack('not live; looks every 10 s');
      else say('broken', 'connecting…');
    };
  }

  function showFlood(rate) {
    byId('flood').hidden = !rate;
    byId('flood').textContent = rate ? `${rate} lines a second go by; a sample is shown. Pause to read them all.` : '';
  }

  function fallBack(text) {
    disconnect();
    say('fallback', text);
  }

  function disconnect() {
    stream?.close();
    stream = undefined;
  }

  tabs?.addEventListener('message', event => {
    const { asks, taken, from, to } = event.data;
    if (asks === tab && from !== instance) return void tabs.postMessage({ taken: tab, to: from });
    if (taken === tab && to === instance) {
      tab = sessionStorage.asynczTab = name();
      return void connect();
    }
    if (typeof event.data !== 'string' || event.data === tab || !stream) return;
    newerTabs.add(event.data);
    if (newerTabs.size >= MAX_TABS) fallBack('live in other tabs; this one looks every 10 s');
  });

  tabs?.postMessage({ asks: tab, from: instance });

  // ---- Back leads to where one was

  /** The reader is typing: what is asked on the way is one entry of the history. */
  let typing = false;
  let typed = false;

  document.addEventListener('htmx:beforeHistoryUpdate', event => {
    if (typing && typed) event.detail.history.type = 'replace';
    else asyncz.keepPlace({ paused });
    typed = typing;
  });
  document.addEventListener('htmx:replacedInHistory', syncForm);
  document.addEventListener('focusout', event => { if (event.target.id === 'q') typing = typed = false; });

  /** Where the reader was in the entry that is gone back to; htmx writes over it. */
  let arriving;
  addEventListener('popstate', event => { arriving = event.state?.place; }, true);

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
    const answer = await fetch(TABLE + '?' + query);
    const log = answer.ok && parse(await answer.text()).getElementById('log');
    if (!log?.querySelector('#' + row)) return;
    disconnect();
    byId('log').replaceWith(document.adoptNode(log));
    ready();
  }

  // ---- Every 10 seconds: figures and histogram, and the lines themselves where no stream brings them

  async function refresh() {
    if (document.hidden || !isLive()) return;
    const now = new URL(location.href);
    if (!byId('rows')) return void (paused || swapTable(now.search));
    const streams = streamState === 'live';
    const after = newest();
    now.searchParams.set('after', after);
    now.searchParams.set('limit', streams ? 1 : MAX_ROWS);
    const before = byId('rows');
    try {
      const answer = await fetch(TABLE + now.search);
      const text = await answer.text();
      if (!answer.ok) throw new Error(answer.status);
      // Meanwhile the reader may have filtered: then this is the answer to a question of the past.
      if (!before.isConnected) return;
      const fresh = parse(text);
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
    else if (sampled) swapTable(location.search);
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
    connect();
  }

  Object.assign(asyncz.keys, {
    '/': () => byId('q').select() ?? byId('q').focus(),
    Escape: () => {
      if (!byId('q').value) return;
      byId('q').value = '';
      ask();
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
    if (!href || href.pathname !== PAGE || href.hash || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    clearTimeout(asking);
    asking = undefined;
    swapTable(href.search);
  });

  // Before htmx reads the form: "at least" and the levels replace each other, as do ranges and times.
  document.addEventListener('change', event => {
    const fields = byId('filters').elements;
    if (event.target.name === 'level') fields.min_level.value = '';
    if (event.target.name === 'min_level' && event.target.value) document.querySelectorAll('[name=level]').forEach(box => { box.checked = false; });
    if (event.target.name === 'range') {
      byId('custom').hidden = event.target.value !== 'custom';
      if (event.target.value !== 'custom') fields.since.value = fields.until.value = '';
    }
  }, true);

  document.addEventListener('change', askSoon);
  document.addEventListener('submit', askSoon);
  document.addEventListener('input', event => {
    if (event.target.id !== 'q') return;
    typing = true;
    askSoon(event);
  });

  document.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.target?.id !== 'log') return;
    // What this stream brings is an answer to the filters before.
    disconnect();
    flood = sampled = false;
    showFlood();
    dropHeld();
    focused = document.activeElement?.closest('#rows > li')?.id;
  });
  document.addEventListener('htmx:afterSettle', event => {
    if (event.detail.target?.id !== 'log' && event.target.id !== 'log') return;
    syncForm();
    scrollTo(0, 0);
    if (focused && document.activeElement === document.body) byId(focused)?.querySelector('summary').focus({ preventScroll: true });
    ready();
  });
  document.addEventListener('htmx:pushedIntoHistory', syncForm);
  document.addEventListener('htmx:historyRestore', () => {
    syncForm();
    ready();
    comeBack(arriving);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) disconnect();
    else {
      refresh();
      connect();
    }
  });
  addEventListener('focus', () => isLive() && !stream && connect());
  addEventListener('pagehide', () => {
    asyncz.keepPlace({ paused });
    disconnect();
  });
  addEventListener('pageshow', event => event.persisted && connect());

  setInterval(async () => {
    await refresh();
    // A place may have become free.
    if (streamState === 'fallback' && newerTabs.size < MAX_TABS) connect();
  }, EVERY_MS);
  ready();
  comeBack(asyncz.kept());
})();
