// The page: which view is shown, the list of conversations, and the panel with the source.
import { Api } from './api.js';
import { Chat } from './chat.js';
import { el } from './dom.js';
import { SourcePanel } from './source.js';
import { cities } from './views/cities.js';
import { deadlines } from './views/deadlines.js';
import { documents } from './views/documents.js';

const VIEWS = { documents, cities, deadlines };
const LAST = 'qingce.session';
const api = new Api(new URL('../../', import.meta.url).href);
const main = document.querySelector('#main');
const side = document.querySelector('#side');
const menu = document.querySelector('.menu');
const source = new SourcePanel(document.querySelector('#source'), api);
const room = el('div', {});
const chat = new Chat(room, { api, source, onSession: (id, fresh) => {
  remember(id);
  if (location.hash !== `#/chat/${id}`) history.replaceState(null, '', `#/chat/${id}`);
  if (fresh) listSessions();
} });

function remember(id) {
  try { id ? localStorage.setItem(LAST, id) : localStorage.removeItem(LAST); } catch { /* private mode: the address keeps it */ }
}

function remembered() {
  try { return localStorage.getItem(LAST); } catch { return null; }
}

async function route() {
  source.close();
  const [name = '', id] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  const view = VIEWS[name];
  document.querySelectorAll('.views a').forEach((a) => {
    a.dataset.view === (view ? name : 'chat') ? a.setAttribute('aria-current', 'page') : a.removeAttribute('aria-current');
  });
  document.body.dataset.view = view ? name : 'chat';
  toggleSide(false);
  if (!view) {
    main.replaceChildren(room);
    const wanted = name === 'chat' ? id : remembered();
    if (wanted && wanted !== chat.session) {
      try {
        await chat.load(wanted);
        remember(wanted);
      } catch {
        remember(null);
        history.replaceState(null, '', '#/');
        chat.reset();
      }
    }
    markCurrent();
    return;
  }
  const box = el('div', { class: `view ${name}` }, el('p', { class: 'quiet' }, '正在读取……'));
  main.replaceChildren(box);
  try {
    await view(box, { api, source, id });
  } catch (fault) {
    box.replaceChildren(el('p', { class: 'fault', role: 'alert' }, fault.message));
  }
}

function toggleSide(open) {
  side.classList.toggle('open', open);
  menu.setAttribute('aria-expanded', String(open));
}

function startNew() {
  remember(null);
  chat.reset();
  if (document.body.dataset.view === 'chat') {
    history.replaceState(null, '', '#/');
    toggleSide(false);
    markCurrent();
  } else location.hash = '#/';
  chat.input.focus();
}

function markCurrent() {
  side.querySelectorAll('.history a').forEach((a) => {
    a.dataset.id === chat.session ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current');
  });
}

async function listSessions() {
  const list = side.querySelector('.history');
  let sessions = [];
  try { ({ sessions } = await api.get('api/sessions')); } catch { return; }
  side.querySelector('.empty').hidden = sessions.length > 0;
  list.replaceChildren(...sessions.map((s) => el('li', {},
    el('a', { href: `#/chat/${s.id}`, 'data-id': s.id, title: s.title }, s.title),
    el('button', { type: 'button', class: 'plain small', 'aria-label': `删除对话：${s.title}`, onclick: () => forget(s.id) }, '删除'))));
  markCurrent();
}

async function forget(id) {
  try { await api.send('DELETE', `api/sessions/${encodeURIComponent(id)}`); } catch { /* already gone */ }
  if (chat.session === id) startNew();
  await listSessions();
  side.querySelector('.new').focus();
}

menu.addEventListener('click', () => toggleSide(!side.classList.contains('open')));
side.addEventListener('keydown', (e) => { if (e.key === 'Escape') { toggleSide(false); menu.focus(); } });
side.querySelector('.new').addEventListener('click', startNew);
addEventListener('hashchange', route);
listSessions();
route();
