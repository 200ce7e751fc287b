// Deadlines with the days that are left, and as calendar entries.
import { el } from '../dom.js';

const KINDS = { relative: '自事项发生起算', periodic: '周期性' };

function left(d) {
  if (d.days_left === null) return el('span', { class: 'badge' }, KINDS[d.kind] ?? '未定日期');
  if (d.days_left === 0) return el('span', { class: 'badge warn' }, '今天截止');
  if (d.days_left < 0) return el('span', { class: 'badge bad' }, `已过 ${-d.days_left} 天`);
  return el('span', { class: `badge ${d.days_left <= 30 ? 'warn' : 'good'}` }, `还有 ${d.days_left} 天`);
}

export async function deadlines(box, { api, source }) {
  const { deadlines: found, as_of } = await api.get('api/deadlines');
  // What is still to come first, then what is over, the latest first, then what recurs or depends on an event.
  const rank = (d) => (d.days_left === null ? 2 : d.days_left >= 0 ? 0 : 1);
  const all = found.sort((a, b) => rank(a) - rank(b) || (rank(a) === 0 ? a.days_left - b.days_left : rank(a) === 1 ? b.days_left - a.days_left : 0));
  const dated = all.some((d) => d.due);
  box.replaceChildren(
    el('h1', {}, '期限'),
    el('p', { class: 'row' }, el('span', { class: 'quiet' }, `共 ${all.length} 项，按 ${as_of} 计算`),
      dated ? el('a', { href: api.url('api/deadlines.ics'), download: true }, '全部加入日历（.ics）') : null),
    el('ul', { class: 'deadline-list' }, all.map((d) => el('li', {},
      el('div', { class: 'when' }, el('strong', {}, d.due ?? d.words), left(d)),
      el('div', { class: 'what' },
        el('p', {}, d.who ? el('b', {}, `${d.who}：`) : null, d.what),
        d.file_with.length ? el('p', { class: 'quiet' }, `报送：${d.file_with.join('、')}`) : null,
        el('p', { class: 'quiet' }, `《${d.title}》${d.section ? ` · ${d.section}` : ''}`),
        el('p', { class: 'row' },
          el('button', { type: 'button', class: 'plain small', onclick: (e) => source.open({ ...d, n: 1, doc_number: null }, e.currentTarget) }, '查看原文'),
          d.due ? el('a', { href: api.url(`api/deadlines.ics?id=${encodeURIComponent(d.id)}`), download: true, 'aria-label': `把“${d.what}”加入日历` }, '加入日历（.ics）') : null))))),
    all.length ? '' : el('p', { class: 'quiet' }, '所收录的文件中没有期限。'));
}
