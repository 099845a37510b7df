'use strict';
// The filters of the log: asked without a reload, when the reader stops for a moment; the URL always says the state.
(() => {
  const byId = id => document.getElementById(id);
  const form = byId('filters');
  const page = form.getAttribute('action');
  const TYPING_MS = 300;
  const CHOOSING_MS = 20;
  const wording = () => String(new URLSearchParams(new FormData(form)));
  let asking;
  /** What the form said as it was asked last. */
  let asked = wording();
  /** The reader is typing: what is asked on the way is one entry of the history. */
  let typing = false;
  let typed = false;

  /** Shows in the form what the URL says, except where the reader is just typing. */
  function sync() {
    // What the reader has chosen since the last question is about to be asked: the URL does not have it yet.
    if (asking) return;
    const now = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.name && field.name !== 'add') show(field, now);
    }
    const levels = now.get('level')?.replaceAll(',', ', ');
    const least = now.get('min_level');
    byId('levels').textContent = [least && least + ' and above', levels].filter(Boolean).join(', of ') || 'any';
    byId('custom').hidden = form.elements.range.value !== 'custom';
    asked = wording();
  }

  function show(field, now) {
    if (field.type === 'checkbox') {
      field.checked = (now.get(field.name) ?? '').split(',').includes(field.value);
      return;
    }
    if (field.type === 'radio') {
      field.checked = (now.get(field.name) ?? '') === field.value;
      return;
    }
    if (field === document.activeElement && field.name !== 'limit') return;
    const custom = field.name === 'range' && (now.has('since') || now.has('until'));
    const value = custom ? 'custom' : now.get(field.name) ?? (field.name === 'limit' ? '200' : '');
    if (field.tagName === 'SELECT' && ![...field.options].some(o => o.value === value)) field.add(new Option(value, value));
    field.value = value;
    if (field.type === 'hidden') field.disabled = value === '';
  }

  /** Enter changes a field and submits the form: one question, asked when the reader stops for a moment. */
  function askSoon(event) {
    if (!event.target.closest('#filters')) return;
    if (event.type === 'submit') {
      event.preventDefault();
      if (event.submitter?.name) {
        const query = new URLSearchParams(new FormData(event.target, event.submitter));
        return void swap('?' + query);
      }
    }
    // A field that is left says that it has changed, also when that was asked long ago.
    if (event.type === 'change' && !asking && wording() === asked) return;
    clearTimeout(asking);
    asking = setTimeout(ask, event.type === 'input' ? TYPING_MS : CHOOSING_MS);
  }

  /** Asks now, and once: what was to be asked a moment later is part of this question. */
  function ask() {
    forget();
    asked = wording();
    htmx.trigger('#filters', 'asked');
  }

  function forget() {
    clearTimeout(asking);
    asking = undefined;
  }

  function swap(query) {
    return htmx.ajax('GET', page + 'partials/table' + query, { target: '#log', swap: 'whole' });
  }

  // htmx looks for the predecessor of whatever has an id, as it may be animated: with hundreds of rows that takes longer
  // than all else.
  htmx.defineExtension('whole', {
    handleSwap: (style, target, fragment, settling) => {
      if (style !== 'whole') return false;
      const made = [...fragment.children];
      target.replaceWith(...made);
      settling.elts.push(...made);
      return made;
    },
  });

  // Before htmx reads the form: "and above" and the levels replace each other, as do ranges and times.
  document.addEventListener('change', event => {
    const { name, value } = event.target;
    const fields = form.elements;
    if (name === 'level') fields.min_level.value = '';
    if (name === 'min_level') form.querySelectorAll('[name=level]').forEach(box => { box.checked = false; });
    if (name === 'range') {
      byId('custom').hidden = value !== 'custom';
      if (value !== 'custom') fields.since.value = fields.until.value = '';
    }
  }, true);
  document.addEventListener('change', askSoon);
  document.addEventListener('submit', askSoon);
  document.addEventListener('input', event => {
    if (event.target.id !== 'q') return;
    typing = true;
    askSoon(event);
  });
  document.addEventListener('focusout', event => { if (event.target.id === 'q') typing = typed = false; });
  document.addEventListener('htmx:beforeHistoryUpdate', event => {
    if (typing && typed) event.detail.history.type = 'replace';
    else asyncz.leave();
    typed = typing;
  });
  for (const moved of ['htmx:pushedIntoHistory', 'htmx:replacedInHistory']) document.addEventListener(moved, sync);

  asyncz.form = { page, sync, ask, forget, swap };
})();
