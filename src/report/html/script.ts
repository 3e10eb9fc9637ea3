/**
 * The script of the page, for browsers: filters, links that open what they lead to, and everything open on paper.
 * It holds no data, and puts none into the page but texts and its own numbers.
 */
export const script = `'use strict';
(function () {
  var form = document.querySelector('.filters');
  var output = form.querySelector('output');
  var rows = Array.prototype.slice.call(document.querySelectorAll('[data-row]'));
  var groups = Array.prototype.slice.call(document.querySelectorAll('[data-group]'));
  var sections = Array.prototype.slice.call(document.querySelectorAll('main > section'));
  var names = ['channel', 'verdict', 'level', 'subject', 'text'];
  var texts = new Map();
  var openBefore = new Map();

  function textOf(row) {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  }
  function wanted() {
    var want = {};
    names.forEach(function (name) { want[name] = form.elements[name].value.trim().toLowerCase(); });
    return want;
  }
  function hasVerdict(row, want) {
    return row.dataset.verdicts.split(' ').some(function (one) {
      var parts = one.split(':');
      return (!want.channel || parts[0] === want.channel) && (!want.verdict || parts[1] === want.verdict);
    });
  }
  function fits(row, want) {
    var data = row.dataset;
    if (data.verdicts !== undefined && !hasVerdict(row, want)) return false;
    if (want.level && data.level !== undefined && data.level.toLowerCase() !== want.level) return false;
    if (want.subject && data.subject !== undefined && data.subject.toLowerCase() !== want.subject) return false;
    return !want.text || textOf(row).indexOf(want.text) >= 0;
  }
  function anchor() {
    return location.hash.slice(1).split('?')[0];
  }
  function state(want) {
    return names
      .filter(function (name) { return want[name]; })
      .map(function (name) { return name + '=' + encodeURIComponent(form.elements[name].value.trim()); })
      .join('&');
  }
  function count(section) {
    var all = section.querySelectorAll('[data-row]');
    var left = section.querySelectorAll('[data-row]:not([hidden])');
    return { all: all.length, left: left.length };
  }
  function apply() {
    var want = wanted();
    var active = names.some(function (name) { return want[name]; });
    rows.forEach(function (row) { row.hidden = active && !fits(row, want); });
    groups.forEach(function (group) {
      var left = count(group).left;
      group.hidden = active && left === 0;
      if (active && !openBefore.has(group)) openBefore.set(group, group.open);
      if (active) group.open = left > 0;
      else if (openBefore.has(group)) group.open = openBefore.get(group);
    });
    if (!active) openBefore.clear();
    document.querySelectorAll('tbody').forEach(function (body) {
      if (body.querySelector('[data-row]')) body.hidden = body.querySelector('[data-row]:not([hidden])') === null;
    });
    sections.forEach(function (section) {
      var none = section.querySelector('.none');
      var counts = count(section);
      if (none) none.hidden = !active || counts.all === 0 || counts.left > 0;
    });
    output.textContent = active ? summary() : '';
  }
  function summary() {
    return ['requirements', 'findings', 'divergence', 'readings'].map(function (id) {
      var counts = count(document.getElementById(id));
      return id + ': ' + counts.left + ' of ' + counts.all;
    }).join(', ');
  }
  function remember() {
    var query = state(wanted());
    var place = anchor();
    history.replaceState(null, '', '#' + place + (query ? '?' + query : ''));
  }
  function recall() {
    var query = location.hash.split('?').slice(1).join('?');
    var pairs = new URLSearchParams(query);
    names.forEach(function (name) {
      if (query) form.elements[name].value = pairs.get(name) || '';
      if (form.elements[name].selectedIndex === -1) form.elements[name].selectedIndex = 0;
    });
  }
  function go() {
    var place = document.getElementById(anchor());
    if (!place) return;
    if (place.hidden || place.closest('[hidden]')) { form.reset(); apply(); }
    for (var node = place; node; node = node.parentElement) if (node.tagName === 'DETAILS') node.open = true;
    place.scrollIntoView();
  }
  function openAll() {
    document.querySelectorAll('details:not([open])').forEach(function (one) {
      one.dataset.closed = '';
      one.open = true;
    });
  }
  function closeAgain() {
    document.querySelectorAll('details[data-closed]').forEach(function (one) {
      delete one.dataset.closed;
      one.open = false;
    });
  }

  form.hidden = false;
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.addEventListener('input', function () { apply(); remember(); });
  form.addEventListener('reset', function () { setTimeout(function () { apply(); remember(); }); });
  addEventListener('hashchange', function () { recall(); apply(); go(); });
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) go();
  });
  addEventListener('beforeprint', openAll);
  addEventListener('afterprint', closeAgain);
  recall();
  apply();
  go();
})();
`;
