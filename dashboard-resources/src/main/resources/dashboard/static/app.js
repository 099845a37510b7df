'use strict';
// The page works without this file. With it: no reload on a filter, the URL always says the state, and new lines are
// put above the ones that are there, so that a selection, the focus and an open line survive.
(() => {
  const PAGE = document.getElementById('filters').getAttribute('action');
  const TABLE = PAGE + 'partials/table';
  const MAX_ROWS = 1000;
  const EVERY_MS = 10000;
  const byId = id => document.getElementById(id);
  let paused = false;
  let asking;

  /** Shows in the form what the URL says, except where the reader is just typing. */
  function syncForm() {
    const now = new URLSearchParams(location.search);
    for (const field of byId('filters').elements) {
      if (!field.name || (field === document.activeElement && field.name !== 'limit')) continue;
      const value = now.get(field.name) ?? (field.name === 'limit' ? '200' : '');
      if (field.tagName === 'SELECT' && ![...field.options].some(o => o.value === value)) {
        field.add(new Option(value.replaceAll(',', ' or '), value));
      }
      field.value = value;
      if (field.type === 'hidden') field.disabled = value === '';
    }
  }

  /** Enter changes a field and submits the form: one question, asked when the reader stops for a moment. */
  function askSoon(event) {
    if (!event.target.closest('#filters')) return;
    if (event.type === 'submit') event.preventDefault();
    clearTimeout(asking);
    asking = setTimeout(() => htmx.trigger('#filters', 'asked'), event.type === 'input' ? 300 : 20);
  }

  function showPaused() {
    const button = byId('pause');
    button.hidden = false;
    button.textContent = paused ? 'Resume' : 'Pause';
    button.setAttribute('aria-pressed', String(paused));
  }

  function swapTable(query) {
    return htmx.ajax('GET', TABLE + query, { target: '#log', swap: 'outerHTML' });
  }

  async function refresh() {
    const now = new URL(location.href);
    if (paused || document.hidden || now.searchParams.has('before') || now.searchParams.has('after')) return;
    const rows = byId('rows');
    if (!rows) return void swapTable(now.search);
    now.searchParams.set('after', rows.firstElementChild.id.slice(1));
    now.searchParams.set('limit', MAX_ROWS);
    try {
      const answer = await fetch(TABLE + now.search);
      const text = await answer.text();
      if (!answer.ok) throw new Error(answer.status);
      // Meanwhile the reader may have filtered or paused: then this is the answer to a question of the past.
      if (rows.isConnected && !paused) merge(rows, new DOMParser().parseFromString(text, 'text/html'));
    } catch {
      byId('updated').textContent = 'no answer from the application, trying again';
    }
  }

  /** Ids ascend with time, so each new row has one place; what is older than every row shown is not of this page. */
  function merge(rows, fresh) {
    for (const row of fresh.querySelectorAll('#rows > li')) {
      let below = rows.firstElementChild;
      while (below && below.id > row.id) below = below.nextElementSibling;
      if (below && below.id !== row.id) rows.insertBefore(document.adoptNode(row), below);
    }
    while (rows.children.length > MAX_ROWS) {
      rows.lastElementChild.remove();
      byId('older').hidden = false;
    }
    const older = new URL(byId('older').href);
    older.searchParams.set('before', rows.lastElementChild.id.slice(1));
    byId('older').href = older.pathname + older.search;
    for (const row of rows.children) {
      row.classList.toggle('newday', row.dataset.day !== row.previousElementSibling?.dataset.day);
    }
    byId('status').replaceChildren(...fresh.querySelector('[hx-swap-oob]').childNodes);
    byId('tasks').replaceChildren(...fresh.getElementById('tasks').childNodes);
    byId('shown').textContent = rows.children.length.toLocaleString('en');
  }

  function openTarget() {
    const details = location.hash && byId(location.hash.slice(1))?.querySelector('details');
    if (details) details.open = true;
  }

  document.addEventListener('click', event => {
    if (event.target.id === 'pause') {
      paused = !paused;
      showPaused();
      if (!paused) refresh();
    }
    // To select text in a row must not open it.
    if (event.target.closest('summary') && String(getSelection())) event.preventDefault();
    const link = event.target.closest('a[href]');
    if (!link || link.pathname !== PAGE || link.hash || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    swapTable(link.search);
  });

  // Before htmx reads the form: "at least" and "exactly" replace each other.
  document.addEventListener('change', event => {
    const other = { level: 'min_level', min_level: 'level' }[event.target.name];
    if (other && event.target.value) byId('filters').elements[other].value = '';
  }, true);

  document.addEventListener('change', askSoon);
  document.addEventListener('submit', askSoon);
  document.addEventListener('input', event => event.target.id === 'q' && askSoon(event));

  document.addEventListener('keydown', event => {
    const typing = event.target.closest('input, select, textarea');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      byId('q').focus();
    }
  });

  document.addEventListener('htmx:afterSettle', event => {
    if (event.detail.target?.id !== 'log' && event.target.id !== 'log') return;
    syncForm();
    scrollTo(0, 0);
  });
  document.addEventListener('htmx:pushedIntoHistory', syncForm);
  document.addEventListener('htmx:historyRestore', showPaused);
  document.addEventListener('visibilitychange', refresh);

  setInterval(refresh, EVERY_MS);
  showPaused();
  openTarget();
})();
