// How an answer came about, in words: which tool was asked for what, and the values it found.
import { el } from './dom.js';

const NAMES = {
  search_policy: '查找原文', query_figures: '查询表格', list_deadlines: '查期限', count_days: '算日子', find_contacts: '查联系人',
  list_obligations: '查义务', describe_document: '查文件信息', describe_table: '看表头', find_lists: '查名单', assess_audit_duty: '判断审核义务',
};
const SHOWN = 6;

/** The calls of an answer as list items. */
export function steps(calls) {
  return calls.map(({ name, arguments: given, result }) => {
    const asked = Object.values(given ?? {}).filter((v) => typeof v === 'string' && /[\u4e00-\u9fff]/.test(v));
    const entries = result?.entries ?? [];
    const values = entries.slice(0, SHOWN).map((e) => `${e.subject} ${e.year ? `${e.year}年` : ''}${e.metric}：${e.value}${e.unit ?? ''}`);
    return el('li', {}, el('b', {}, NAMES[name] ?? name), asked.length ? `：${asked.join('，')}` : '',
      values.length ? el('ul', {}, values.map((v) => el('li', {}, v)), entries.length > SHOWN ? el('li', {}, `等 ${entries.length} 项`) : null) : null);
  });
}
