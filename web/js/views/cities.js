// Figures by place: one table, a filter by region, a chart of one column.
import { chart, table } from '../blocks.js';
import { el } from '../dom.js';

const option = (value, text) => el('option', { value }, text);

export async function cities(box, { api, source }) {
  const [{ figures }, { region_groups: groups }] = await Promise.all([api.get('api/figures'), api.get('api/start')]);
  const tables = new Map();
  for (const f of figures) {
    if (!f.region && !f.is_total) continue;
    if (!tables.has(f.table_id)) tables.set(f.table_id, { id: f.table_id, name: f.table || f.title, title: f.title, document: f.document_id, columns: new Map(), rows: new Map() });
    const t = tables.get(f.table_id);
    t.columns.set(f.column, f);
    if (!t.rows.has(f.row)) t.rows.set(f.row, { label: f.row_label, region: f.region, total: f.is_total, cells: new Map() });
    t.rows.get(f.row).cells.set(f.column, f);
  }
  for (const [id, t] of tables) if ([...t.rows.values()].filter((r) => r.region).length < 2) tables.delete(id);
  const year = (t) => Math.max(...[...t.columns.values()].map((f) => f.year ?? 0));
  if (!tables.size) {
    box.replaceChildren(el('h1', {}, '城市数据'), el('p', { class: 'quiet' }, '所收录的文件中没有分地区的表格。'));
    return;
  }
  const pick = el('select', { id: 'pick-table' }, [...tables.values()].sort((a, b) => year(b) - year(a)).map((t) => option(t.id, t.name)));
  const region = el('select', { id: 'pick-region' }, option('', '全部地区'), groups.map((g) => option(g.name, g.name)));
  const metric = el('select', { id: 'pick-metric' });
  const picture = el('div', {});
  const grid = el('div', {});
  const links = el('p', { class: 'row' });
  const columns = () => [...tables.get(pick.value).columns].sort((a, b) => a[0] - b[0]);
  const draw = () => {
    const t = tables.get(pick.value);
    const members = groups.find((g) => g.name === region.value)?.members;
    const rows = [...t.rows].sort((a, b) => a[0] - b[0]).map(([, r]) => r).filter((r) => (members ? members.includes(r.region) : true));
    const shown = columns();
    const cell = (f) => (f ? el('button', { type: 'button', class: 'number-link', title: '查看原文', onclick: (e) => source.open(
      { n: 1, document_id: f.document_id, title: f.title, doc_number: null, section: f.table, start: f.start, end: f.end }, e.currentTarget) }, f.raw) : '—');
    grid.replaceChildren(table({
      caption: `${t.name}${region.value ? `（${region.value}）` : ''}`,
      columns: ['地区', ...shown.map(([, f]) => f.column_label)],
      rows: rows.map((r) => [r.label, ...shown.map(([c]) => r.cells.get(c)?.raw ?? '')]),
      cell: (v, row, i) => (i === 0 ? v : cell(rows.find((r) => r.label === row[0])?.cells.get(shown[i - 1][0]))),
    }));
    const column = Number(metric.value);
    const bars = rows.filter((r) => r.region && !r.total && r.cells.has(column)).map((r) => r.cells.get(column)).sort((a, b) => b.value - a.value);
    picture.replaceChildren(bars.length ? chart({ title: bars[0].metric, unit: bars[0].unit, labels: bars.map((f) => f.row_label), values: bars.map((f) => f.value) }) : '');
    const q = `document=${encodeURIComponent(t.document)}`;
    links.replaceChildren(el('span', { class: 'quiet' }, `来自《${t.title}》`),
      el('a', { href: api.url(`api/figures?format=xlsx&${q}`), download: true }, '下载 XLSX'), el('a', { href: api.url(`api/figures?format=csv&${q}`), download: true }, '下载 CSV'));
  };
  const choose = () => {
    metric.replaceChildren(...columns().map(([c, f]) => option(c, f.metric)));
    draw();
  };
  pick.addEventListener('change', choose);
  region.addEventListener('change', draw);
  metric.addEventListener('change', draw);
  choose();
  box.replaceChildren(el('h1', {}, '城市数据'), el('div', { class: 'filters' },
    el('label', {}, '表格', pick), el('label', {}, '地区', region), el('label', {}, '图表指标', metric)), links, grid, picture);
}
