// The source of a citation: the document as it stands, with the cited words highlighted.
import { short } from './blocks.js';
import { el } from './dom.js';
import { codePoints } from './text.js';

const bare = (words) => words.replace(/[\s、，]/g, '');

/** How a line stands on the page of an official document: its title and its head in the middle, who signed at the end. */
function placed(line, detail, before) {
  const words = bare(line);
  const issuers = detail.issuers.map(bare);
  const named = issuers.length > 0 && words === issuers.join('');
  if (before < 6 && line.length < 90 && words.endsWith(bare(detail.title))) return 'title';
  if (detail.tables.some((t) => t.title && bare(t.title) === words)) return 'centred';
  if (before < 6 && (named || line === detail.doc_number || issuers.includes(words))) return 'centred';
  if (named || issuers.includes(words) || /^\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$/.test(line)) return 'signed';
  return /[：:]$/.test(line) && line.length < 40 ? 'flush' : null;
}

/** A document's text as paragraphs, headings and tables; each [start, end) of `ranges`, in code points, is marked. */
export function documentBody({ detail, text }, ranges = []) {
  const at = codePoints(text);
  const wanted = ranges.map(({ start, end }) => [at(start), at(end)]).sort((a, b) => a[0] - b[0]);
  const words = (start, end) => {
    const out = [];
    let done = start;
    for (const [from, to] of wanted) {
      const a = Math.max(done, from);
      const b = Math.min(end, to);
      if (a >= b) continue;
      out.push(text.slice(done, a), el('mark', {}, text.slice(a, b)));
      done = b;
    }
    return [...out, text.slice(done, end)].filter((part) => part !== '');
  };
  const headings = new Map(detail.sections.map((s) => [at(s.start), s]));
  const out = [];
  const paragraphs = (start, end) => {
    let line = start;
    while (line < end) {
      const stop = text.indexOf('\n', line);
      const next = stop < 0 || stop > end ? end : stop;
      if (text.slice(line, next).trim()) {
        const section = headings.get(line) ?? headings.get(line + /^\s*/.exec(text.slice(line, next))[0].length);
        const heading = section && next - line < 60;
        const place = section ? null : placed(text.slice(line, next).trim(), detail, out.length);
        out.push(heading
          ? el(`h${Math.min(3 + section.level - 1, 6)}`, { id: `s${section.start}`, tabindex: '-1' }, words(line, next))
          : el('p', { id: section ? `s${section.start}` : null, tabindex: section ? '-1' : null, class: place }, words(line, next)));
      }
      line = next + 1;
    }
  };
  const cells = (row, name) => row.map((c) => el(name, { scope: name === 'th' ? 'col' : null, class: short(c.text) && name === 'td' ? 'short' : null }, words(at(c.start), at(c.end))));
  let done = 0;
  for (const table of [...detail.tables].sort((a, b) => a.start - b.start)) {
    const start = at(table.start);
    if (start < done) continue;
    paragraphs(done, start);
    out.push(el('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': table.title || '表格' },
      el('table', {},
        el('thead', {}, el('tr', {}, cells(table.header, 'th'))),
        el('tbody', {}, table.rows.map((row, i) => el('tr', { class: i === table.total_row ? 'total' : null }, cells(row, 'td')))))));
    done = at(table.end);
  }
  paragraphs(done, text.length);
  return out;
}

/** Badges of a document or a citation. */
export function badges(names) {
  const tone = { 现行: 'good', 已废止: 'bad', 已修改: 'warn', 未施行: 'warn', 未核实: 'warn', 目标年度已过: 'warn' };
  return names.filter(Boolean).map((name) => el('span', { class: `badge ${tone[name] ?? ''}` }, name));
}

/** The panel beside the chat that shows where an answer comes from. */
export class SourcePanel {
  constructor(root, api) {
    this.root = root;
    this.api = api;
    this.opener = null;
    root.addEventListener('keydown', (e) => { if (e.key === 'Escape') this.close(); });
  }

  async open(citation, opener) {
    this.opener = opener;
    const heading = el('h2', { tabindex: '-1' }, citation.title);
    const body = el('div', { class: 'paper', 'aria-busy': 'true' }, el('p', { class: 'quiet' }, '正在打开原文……'));
    const id = encodeURIComponent(citation.document_id);
    this.root.replaceChildren(
      el('div', { class: 'head' },
        el('div', { class: 'row' }, el('span', { class: 'quiet' }, `出处 ${citation.n}`),
          el('button', { type: 'button', class: 'plain close', 'aria-label': '关闭原文', onclick: () => this.close() }, '关闭')),
        heading,
        el('p', { class: 'quiet' }, [citation.doc_number, citation.section, citation.page && `第${citation.page}页`].filter(Boolean).join(' · ')),
        el('p', { class: 'row' }, badges([citation.status, citation.verification]),
          el('a', { href: this.api.url(`api/documents/${id}/original`), download: true }, '下载原件'))),
      body);
    this.root.hidden = false;
    heading.focus({ preventScroll: true });
    try {
      const found = await this.api.document(citation.document_id);
      body.replaceChildren(...documentBody(found, citation.ranges ?? [citation]));
    } catch (fault) {
      body.replaceChildren(el('p', { class: 'fault', role: 'alert' }, fault.message));
    }
    body.removeAttribute('aria-busy');
    const mark = body.querySelector('mark');
    if (mark) {
      const shift = mark.getBoundingClientRect().top - body.getBoundingClientRect().top;
      body.scrollTop += shift - body.clientHeight / 3;
    }
  }

  close() {
    if (this.root.hidden) return;
    this.root.hidden = true;
    this.root.replaceChildren();
    this.opener?.focus();
  }
}
