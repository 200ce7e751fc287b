// Blocks of an answer: prose with citation marks, lists, tables that sort and copy, bar charts.
import { copyText, el, flash, svg } from './dom.js';
import { marks, tsv } from './text.js';

/** Text with its marks; those that a citation answers to become buttons. */
const cited = (text, cite) => marks(text).map(({ n, to, text: words }) => (n ? cite?.(n, to) ?? (to ? `[${n}–${to}]` : `[${n}]`) : words));

export function prose(text, cite) {
  return text.split(/\n+/).filter((line) => line.trim()).map((line) => el('p', {}, cited(line, cite)));
}

export function list(block, cite) {
  return el('ul', { class: 'items' }, block.items.map((item) => el('li', {}, cited(String(item), cite))));
}

const number = (text) => {
  const plain = String(text).replace(/[,，\s]/g, '');
  const found = /^-?\d+(\.\d+)?/.exec(plain);
  return found ? Number(found[0]) : null;
};
/** Whether a cell is better never broken over lines (a city, a number). */
export const short = (value) => String(value ?? '').length <= 8;
const isTotal = (row) => row.some((v) => /^(合计|总计|小计|全省|总数)$/.test(String(v).trim()));

/** A table: headers sort, totals stay last, a button copies what is shown. */
export function table({ columns, rows, caption, cell }) {
  const body = el('tbody');
  const numeric = columns.map((_, i) => rows.length > 0 && rows.every((r) => r[i] === '' || r[i] === null || number(r[i]) !== null));
  let shown = [...rows];
  const draw = () => body.replaceChildren(...shown.map((row) =>
    el('tr', { class: isTotal(row) ? 'total' : null }, row.map((v, i) =>
      el('td', { class: [numeric[i] && 'number', short(v) && 'short'].filter(Boolean).join(' ') || null }, cell ? cell(v, row, i) : String(v ?? ''))))));
  const heads = columns.map((name, i) => {
    const head = el('th', { scope: 'col', class: [numeric[i] && 'number', String(name).length < 5 && 'short'].filter(Boolean).join(' ') || null, 'aria-sort': 'none' },
      el('button', { type: 'button', class: 'sort', onclick: () => sort(i) }, String(name)));
    return head;
  });
  function sort(column) {
    const was = heads[column].getAttribute('aria-sort');
    const down = was === 'none' ? numeric[column] : was === 'ascending';
    heads.forEach((h, i) => h.setAttribute('aria-sort', i === column ? (down ? 'descending' : 'ascending') : 'none'));
    const order = (a, b) => (numeric[column] ? (number(a[column]) ?? -Infinity) - (number(b[column]) ?? -Infinity)
      : String(a[column]).localeCompare(String(b[column]), 'zh-CN'));
    shown = [...rows].sort((a, b) => isTotal(a) - isTotal(b) || (down ? -1 : 1) * order(a, b));
    draw();
  }
  draw();
  const copy = el('button', { type: 'button', class: 'plain small', onclick: async () => {
    flash(copy, (await copyText(tsv(columns, shown))) ? '已复制' : '复制失败');
  } }, '复制表格');
  return el('figure', { class: 'table' },
    el('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption ?? '表格' },
      el('table', {}, caption ? el('caption', {}, caption) : null, el('thead', {}, el('tr', {}, heads)), body)),
    el('figcaption', { class: 'tools' }, el('span', {}, '点击表头排序'), copy));
}

const ROW = 26;

/** A horizontal bar chart that fits its width; its values are also its label for screen readers. */
export function chart({ unit, labels, values, title }) {
  const top = Math.max(...values.map(Math.abs), 0) || 1;
  const words = labels.map((l, i) => `${l} ${values[i]}${unit ?? ''}`).join('，');
  const figure = el('figure', { class: 'chart' });
  const name = Math.min(9, Math.max(...labels.map((l) => String(l).length), 2)) * 14 + 14;
  const draw = (width) => {
    const room = Math.max(40, width - name - 74);
    figure.replaceChildren(svg('svg', { role: 'img', 'aria-label': `${title ? `${title}：` : ''}${words}`, width, height: labels.length * ROW + 8, viewBox: `0 0 ${width} ${labels.length * ROW + 8}` },
      labels.flatMap((label, i) => {
        const y = i * ROW + 4;
        const long = Math.max(2, (Math.abs(values[i]) / top) * room);
        const text = String(label).length > 9 ? `${String(label).slice(0, 8)}…` : String(label);
        return [
          svg('text', { class: 'label', x: name - 8, y: y + 17, 'text-anchor': 'end' }, text),
          svg('rect', { class: values[i] < 0 ? 'bar below' : 'bar', x: name, y: y + 4, width: long, height: 17, rx: 3 }, svg('title', {}, `${label} ${values[i]}${unit ?? ''}`)),
          svg('text', { class: 'value', x: name + long + 6, y: y + 17 }, String(values[i])),
        ];
      })), title || unit ? el('figcaption', {}, [title, unit && `单位：${unit}`].filter(Boolean).join('　')) : '');
  };
  draw(560);
  let last = 560;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width > 0 && width !== last) draw(last = width);
  }).observe(figure);
  return figure;
}

/** Any block; one of a kind this page does not know is left out, the prose says it all. */
export function block(b, cite) {
  if (b.type === 'text') return prose(b.text, cite);
  if (b.type === 'list') return [list(b, cite)];
  if (b.type === 'table') return [table(b)];
  if (b.type === 'chart') return [chart(b)];
  return [];
}
