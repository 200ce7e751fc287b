// Deadlines with the days that are left, the next day of duties that recur, and both as calendar entries.
import { el } from '../dom.js';

const DAY = 86_400_000;
const SOON = 30;
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);
const coming = (n) => el('span', { class: `badge ${n <= SOON ? 'warn' : 'good'}` }, n ? `还有 ${n} 天` : '今天截止');

/** What stands in front of a deadline: its day, or the rule it follows and its next day. */
function when(d, asOf) {
  if (d.due) return [el('strong', {}, d.due), d.days_left < 0 ? el('span', { class: 'badge' }, `已过 ${-d.days_left} 天`) : coming(d.days_left)];
  if (d.next_date) {
    return [el('strong', {}, d.next_date), coming(days(asOf, d.next_date)), el('span', { class: 'quiet' }, `下一次，${d.words}`)];
  }
  return [el('strong', {}, d.words), d.next_note ? el('span', { class: 'quiet' }, d.next_note) : null];
}

// In the order in which they are shown; the first that takes a deadline has it.
const GROUPS = [
  { name: '即将到期', note: '有确定日期，或周期性义务的下一次', takes: (d) => d.next_date || (d.due && d.days_left >= 0), order: (a, b) => (a.next_date ?? a.due).localeCompare(b.next_date ?? b.due) },
  { name: '周期性', note: '定期履行，文件没有写明具体日期', takes: (d) => d.kind === 'periodic' },
  { name: '自事项发生起算', note: '从所说的事项发生之日起算', takes: (d) => !d.due },
  { name: '已过期限', note: '最近的在前', takes: () => true, order: (a, b) => b.due.localeCompare(a.due) },
];

export async function deadlines(box, { api, source }) {
  const { deadlines: all, as_of: asOf } = await api.get('api/deadlines');
  const item = (d) => el('li', {},
    el('div', { class: 'when' }, when(d, asOf)),
    el('div', { class: 'what' },
      el('p', {}, d.who ? el('b', {}, `${d.who}：`) : null, d.what),
      d.file_with.length ? el('p', { class: 'quiet' }, `报送：${d.file_with.join('、')}`) : null,
      el('p', { class: 'quiet' }, `《${d.title}》${d.section ? ` · ${d.section}` : ''}`),
      el('p', { class: 'row' },
        el('button', { type: 'button', class: 'plain small', 'aria-label': `查看原文：${d.what}`, onclick: (e) => source.open({ ...d, n: 1, doc_number: null }, e.currentTarget) }, '查看原文'),
        d.due || d.next_date ? el('a', { href: api.url(`api/deadlines.ics?id=${encodeURIComponent(d.id)}`), download: true, 'aria-label': `把“${d.what}”加入日历` }, '加入日历（.ics）') : null)));
  const titles = new Map(all.map((d) => [d.document_id, d.title]));
  const pick = el('select', { id: 'pick-document' }, el('option', { value: '' }, '全部文件'),
    [...titles].map(([id, title]) => el('option', { value: id }, title)));
  const search = el('input', { type: 'search', id: 'pick-words', placeholder: '主体或事项，如 企业、名单' });
  const count = el('span', { class: 'quiet', role: 'status' });
  const calendar = el('a', { download: true }, '全部加入日历（.ics）');
  const groups = el('div', {});
  const draw = () => {
    const words = search.value.trim();
    const shown = all.filter((d) => (!pick.value || d.document_id === pick.value)
      && [d.who, d.what, d.words, ...d.file_with].join(' ').includes(words));
    count.textContent = `共 ${shown.length} 项，按 ${asOf} 计算`;
    calendar.href = api.url(`api/deadlines.ics${pick.value ? `?document=${encodeURIComponent(pick.value)}` : ''}`);
    calendar.hidden = !shown.some((d) => d.due || d.next_date);
    let rest = shown;
    groups.replaceChildren(...GROUPS.flatMap(({ name, note, takes, order }) => {
      const mine = rest.filter(takes);
      rest = rest.filter((d) => !takes(d));
      if (order) mine.sort(order);
      return mine.length ? [el('h2', {}, name, el('span', { class: 'quiet' }, `${mine.length} 项，${note}`)), el('ul', { class: 'deadline-list' }, mine.map(item))] : [];
    }));
    if (!shown.length) groups.replaceChildren(el('p', { class: 'quiet' }, all.length ? '没有符合条件的期限。' : '所收录的文件中没有期限。'));
  };
  pick.addEventListener('change', draw);
  search.addEventListener('input', draw);
  draw();
  box.replaceChildren(el('h1', {}, '期限'),
    el('div', { class: 'filters' }, el('label', {}, '文件', pick), el('label', {}, '筛选', search)),
    el('p', { class: 'row' }, count, calendar), groups);
}
