// Documents on file, and one document in full.
import { el } from '../dom.js';
import { badges, documentBody } from '../source.js';

const field = (name, value) => (value ? [el('dt', {}, name), el('dd', {}, value)] : []);

export async function documents(box, { api, id }) {
  if (id) return one(box, api, id);
  const { documents: found, as_of } = await api.get('api/documents');
  // Full texts before digests, the latest first.
  const all = found.sort((a, b) => b.full_text - a.full_text || (b.published ?? '').localeCompare(a.published ?? ''));
  const filter = el('input', { type: 'search', placeholder: '按标题、文号、发文机关筛选', 'aria-label': '筛选文件' });
  const badge = el('select', { 'aria-label': '效力与文本' }, el('option', { value: '' }, '全部'),
    [...new Set(all.flatMap((d) => d.badges))].map((name) => el('option', { value: name }, `${name}（${all.filter((d) => d.badges.includes(name)).length}）`)));
  const list = el('ul', { class: 'doc-list' });
  const count = el('p', { class: 'quiet', role: 'status' });
  const draw = () => {
    const wanted = filter.value.trim();
    const shown = all.filter((d) => (!badge.value || d.badges.includes(badge.value)) && [d.title, d.doc_number, ...d.issuers].join(' ').includes(wanted));
    count.textContent = `共 ${shown.length} 份文件，效力按 ${as_of} 计算`;
    list.replaceChildren(...shown.map((d) => el('li', {},
      el('a', { href: `#/documents/${encodeURIComponent(d.id)}` }, d.title),
      el('p', { class: 'quiet' }, [d.issuers.join('、'), d.doc_number, d.published].filter(Boolean).join(' · ')),
      el('p', {}, badges(d.badges)))));
    if (!shown.length) list.replaceChildren(el('li', { class: 'quiet' }, '没有符合条件的文件。'));
  };
  filter.addEventListener('input', draw);
  badge.addEventListener('change', draw);
  draw();
  box.replaceChildren(el('h1', {}, '文件'), el('div', { class: 'pick' }, filter, badge), count, list, uploader(api, () => documents(box, { api })));
}

/** The form with which those who hold the key put a document on file. */
function uploader(api, done) {
  const file = el('input', { type: 'file', required: true, accept: '.md,.txt,.html,.htm', 'aria-label': '文件' });
  const key = el('input', { type: 'password', required: true, placeholder: '管理密钥', 'aria-label': '管理密钥', autocomplete: 'off' });
  const said = el('p', { class: 'quiet', role: 'status' });
  const button = el('button', { type: 'submit', class: 'plain' }, '上传');
  const form = el('form', { class: 'row', onsubmit: async (e) => {
    e.preventDefault();
    button.disabled = true;
    said.textContent = '正在入库……';
    try {
      const { document_id: id, changed, warnings } = await api.upload(file.files[0], key.value);
      said.textContent = [changed ? `已收录，编号 ${id}。` : `库中已有相同内容，编号 ${id}。`, ...warnings].join(' ');
      if (changed) setTimeout(done, 1500);
    } catch (fault) { said.textContent = fault.message; }
    button.disabled = false;
  } }, file, key, button);
  return el('details', { class: 'upload' }, el('summary', {}, '收录新文件（需管理密钥）'), form, said);
}

async function one(box, api, id) {
  const found = await api.document(id);
  const d = found.detail;
  const path = `api/documents/${encodeURIComponent(id)}`;
  const toc = d.sections.filter((s) => s.level <= 2);
  const paper = el('div', { class: 'paper whole' }, documentBody(found));
  box.replaceChildren(
    el('p', {}, el('a', { href: '#/documents' }, '← 全部文件')),
    el('h1', {}, d.title),
    el('p', {}, badges(d.badges)),
    el('dl', { class: 'facts' },
      field('发文机关', d.issuers.join('、')), field('文号', d.doc_number), field('日期', d.published), field('主送', d.recipients),
      field('施行', d.valid_from), field('失效', d.valid_until), field('废止依据', d.repealed_by && `《${d.repealed_by}》`),
      field('目标年度', d.target_year && `${d.target_year}年`), field('文本', d.verification), field('来源', d.source),
      field('公开方式', d.disclosure), field('说明', d.status_note)),
    el('p', { class: 'row' },
      el('a', { href: api.url(`${path}/original`), download: true }, '下载原件'),
      d.tables.length ? el('a', { href: api.url(`api/figures?format=xlsx&document=${encodeURIComponent(id)}`), download: true }, '下载表格（XLSX）') : null,
      d.tables.length ? el('a', { href: api.url(`api/figures?format=csv&document=${encodeURIComponent(id)}`), download: true }, '下载表格（CSV）') : null),
    d.warnings.length ? el('ul', { class: 'warnings' }, d.warnings.map((w) => el('li', {}, w.message))) : '',
    toc.length > 2 ? el('details', { class: 'toc' }, el('summary', {}, `目录（${toc.length}）`), el('ol', {}, toc.map((s) =>
      el('li', { class: `l${s.level}` }, el('button', { type: 'button', class: 'plain', onclick: () => {
        const target = paper.querySelector(`#s${s.start}`);
        target?.scrollIntoView({ block: 'start' });
        target?.focus({ preventScroll: true });
      } }, [s.label, s.title].filter(Boolean).join(' ')))))) : '',
    paper);
}
