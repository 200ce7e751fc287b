// The conversation: asking, showing answers, and everything one can do with an answer.
import { block, prose } from './blocks.js';
import { copyText, el, flash, saveText } from './dom.js';
import { badges } from './source.js';
import { steps } from './steps.js';
import { markdown, plain, runs, shownBlocks } from './text.js';

export class Chat {
  /**
   * @param {HTMLElement} root where the conversation is drawn
   * @param {{api, source, onSession, heading}} options
   */
  constructor(root, { api, source, onSession = () => {}, heading = '想了解哪份政策？' }) {
    this.api = api;
    this.source = source;
    this.onSession = onSession;
    this.heading = heading;
    this.exchanges = [];
    this.log = el('div', { class: 'log', role: 'log', 'aria-label': '对话', 'aria-live': 'polite' });
    this.welcome = el('div', { class: 'welcome' });
    this.input = el('textarea', { rows: '1', id: 'question', placeholder: '请输入您的问题', 'aria-label': '问题', maxlength: '4000', enterkeyhint: 'send' });
    this.button = el('button', { type: 'submit', class: 'primary', 'aria-label': '发送' }, '发送');
    this.form = el('form', { class: 'ask', onsubmit: (e) => { e.preventDefault(); this.ask(this.input.value); } }, this.input, this.button);
    this.exporter = el('button', { type: 'button', class: 'plain small export', 'aria-label': '导出 Markdown', onclick: () => this.export() }, '导出对话');
    this.foot = el('p', { class: 'note' }, '回答依据所收录的文件并经核对，正式办理请以文件原文为准。', this.exporter);
    this.input.addEventListener('keydown', (e) => {
      if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); this.form.requestSubmit(); }
    });
    this.input.addEventListener('input', () => this.grow());
    this.thread = el('div', { class: 'thread' }, this.welcome, this.log);
    root.classList.add('chat');
    root.replaceChildren(this.thread, el('div', { class: 'composer' }, this.form, this.foot));
    this.reset();
  }

  grow() {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  /** Begin a new conversation. */
  reset() {
    this.stop?.abort();
    this.session = null;
    this.exchanges = [];
    this.log.replaceChildren();
    this.welcome.hidden = false;
    this.exporter.hidden = true;
    this.starters();
  }

  async starters() {
    const cards = el('div', { class: 'cards' });
    this.welcome.replaceChildren(el('h1', {}, this.heading), el('p', { class: 'quiet' }, '每个回答都附出处，点编号即可查看原文。'), cards);
    try {
      this.start ??= await this.api.get('api/start');
      cards.replaceChildren(...this.start.choices.map((c) =>
        el('button', { type: 'button', class: 'card', onclick: () => this.ask(c.question) }, el('strong', {}, c.label), el('span', {}, c.question))));
    } catch (fault) {
      cards.replaceChildren(el('p', { class: 'fault', role: 'alert' }, fault.message));
    }
  }

  /** Show a stored conversation. */
  async load(id) {
    const { exchanges } = await this.api.get(`api/sessions/${encodeURIComponent(id)}`);
    this.stop?.abort();
    this.session = id;
    this.exchanges = exchanges;
    this.welcome.hidden = true;
    this.exporter.hidden = false;
    this.log.replaceChildren(...exchanges.flatMap(({ asked, answer }) => {
      const box = el('article', { class: 'answer' });
      this.show(box, asked, answer, false);
      return [this.asked(asked), box];
    }));
    this.suggest();
    this.log.lastElementChild?.scrollIntoView({ block: 'start' });
  }

  asked(question) {
    return el('div', { class: 'asked' }, el('span', { class: 'offscreen' }, '问：'), el('p', {}, question));
  }

  async ask(given) {
    const question = given.trim();
    if (!question || this.busy) return;
    this.busy = true;
    this.button.disabled = true;
    this.input.value = '';
    this.grow();
    this.welcome.hidden = true;
    this.log.querySelectorAll('.next').forEach((n) => n.remove());
    const asked = this.asked(question);
    const box = el('article', { class: 'answer', 'aria-busy': 'true' });
    const status = el('p', { class: 'status' }, '正在查找……');
    const stream = el('div', { class: 'streaming' });
    box.append(status, stream);
    this.log.append(asked, box);
    asked.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    this.stop = new AbortController();
    let said = '';
    try {
      const answer = await this.api.ask(question, this.session, {
        plan: () => { status.textContent = '正在核对……'; },
        evidence: ({ citations }) => { status.textContent = citations.length ? `找到 ${citations.length} 处依据` : '正在整理……'; },
        text: ({ text }) => { said += text; stream.replaceChildren(...prose(said)); },
      }, this.stop.signal);
      const fresh = this.session !== answer.session_id;
      this.session = answer.session_id;
      this.exchanges.push({ asked: question, answer });
      this.show(box, question, answer, true);
      asked.scrollIntoView({ block: 'start' });
      this.exporter.hidden = false;
      this.onSession(this.session, fresh);
    } catch (fault) {
      if (fault.name === 'AbortError') return;
      if (fault.code === 'not_found' && this.session) {
        this.session = null; // the conversation has expired: go on in a new one
        asked.remove();
        box.remove();
        this.busy = false;
        return this.ask(question);
      }
      box.replaceChildren(el('p', { class: 'fault', role: 'alert' }, fault.message),
        el('button', { type: 'button', class: 'plain', onclick: () => { asked.remove(); box.remove(); this.ask(question); } }, '重试'));
    } finally {
      box.removeAttribute('aria-busy');
      this.busy = false;
      this.button.disabled = false;
    }
  }

  show(box, asked, answer, last) {
    const cited = new Map(answer.citations.map((c) => [c.n, c]));
    const cite = (n, to = n) => {
      const c = cited.get(n);
      const run = Array.from({ length: to - n + 1 }, (_, i) => cited.get(n + i)).filter((o) => o && o.document_id === c?.document_id);
      const name = to > n ? `${n}–${to}` : String(n);
      return c && el('button', { type: 'button', class: 'cite', 'aria-label': `出处 ${name}：${c.title}`, onclick: (e) => this.open(run, name, e) }, name);
    };
    box.classList.add(answer.outcome);
    const kind = { no_answer: '资料中没有', clarify: '请选择' }[answer.outcome];
    box.replaceChildren(
      ...(kind ? [el('p', { class: 'kind' }, kind)] : []),
      ...(answer.question && answer.question !== asked ? [el('p', { class: 'quiet understood' }, `理解为：${answer.question}`)] : []),
      ...shownBlocks(answer).flatMap((b) => block(b, cite)),
      ...(answer.choices.length ? [this.options(answer.choices)] : []),
      ...(answer.citations.length ? [this.sources(answer.citations)] : []),
      this.tools(answer),
    );
    if (last) this.suggest();
  }

  options(choices) {
    return el('div', { class: 'choices', role: 'group', 'aria-label': '请选择' }, choices.map((c) =>
      el('button', { type: 'button', class: 'choice', title: c.question, onclick: () => this.ask(c.question) }, c.label)));
  }

  sources(citations) {
    const places = new Map(); // several quotes from one place share a line
    for (const c of citations) {
      const key = `${c.document_id}\n${c.section}`;
      places.set(key, [...(places.get(key) ?? []), c]);
    }
    return el('section', { class: 'sources' }, el('h3', {}, '出处'), el('ol', {}, [...places.values()].map((group) => {
      const [c] = group;
      const spans = runs(group.map((one) => one.n)).map(({ n, to = n }) => ({ n, to, name: to > n ? `${n}–${to}` : String(n) }));
      const all = spans.map(({ n, to, name }) => {
        const mine = group.filter((one) => one.n >= n && one.n <= to);
        return el('button', { type: 'button', class: 'n', 'aria-label': `查看出处 ${name}`, onclick: (e) => this.open(mine, name, e) }, name);
      });
      return el('li', { class: 'from' },
        el('span', { class: 'numbers' }, all),
        el('button', { type: 'button', class: 'what', onclick: (e) => this.open(group, spans.map((s) => s.name).join('、'), e) },
          el('span', {}, c.title), el('small', {}, [c.doc_number, c.section === c.title ? null : c.section].filter(Boolean).join(' · '))),
        badges([c.status, c.verification === '原文' ? null : c.verification]));
    })));
  }

  /** Open the source of citations of one document; all their words are marked. */
  open(citations, name, event) {
    this.source.open({ ...citations[0], n: name, ranges: citations }, event.currentTarget);
  }

  tools(answer) {
    const copy = el('button', { type: 'button', class: 'plain small', onclick: async () => flash(copy, (await copyText(plain(answer))) ? '已复制' : '复制失败') }, '复制');
    const said = el('span', { class: 'said', role: 'status' });
    const rate = async (rating, note) => {
      try {
        await this.api.send('POST', 'api/feedback', { answer_id: answer.answer_id, rating, note: note || null });
        good.setAttribute('aria-pressed', String(rating === 'up'));
        bad.setAttribute('aria-pressed', String(rating === 'down'));
        said.textContent = '已记录，谢谢。';
      } catch (fault) { said.textContent = fault.message; }
    };
    const note = el('input', { type: 'text', maxlength: '2000', placeholder: '哪里不对？（可不填）', 'aria-label': '问题说明' });
    const why = el('form', { class: 'why', hidden: true, onsubmit: (e) => { e.preventDefault(); rate('down', note.value.trim()); why.hidden = true; bad.focus(); } }, note, el('button', { type: 'submit', class: 'plain small' }, '提交'));
    const good = el('button', { type: 'button', class: 'plain small', 'aria-pressed': 'false', onclick: () => { why.hidden = true; rate('up'); } }, '有帮助');
    const bad = el('button', { type: 'button', class: 'plain small', 'aria-pressed': 'false', onclick: () => { why.hidden = false; note.focus(); } }, '有问题');
    const how = answer.tool_calls.length ? el('details', { class: 'how' }, el('summary', {}, '查询过程'),
      el('ol', {}, steps(answer.tool_calls))) : null;
    return el('footer', { class: 'tools' }, copy, good, bad, said, el('span', { class: 'quiet day' }, `按 ${answer.as_of} 回答`), why, how);
  }

  /** Next questions, below the last answer only. */
  suggest() {
    this.log.querySelectorAll('.next').forEach((n) => n.remove());
    const next = this.exchanges.at(-1)?.answer.suggestions ?? [];
    if (next.length) {
      this.log.append(el('div', { class: 'next', role: 'group', 'aria-label': '可以接着问' }, el('span', { class: 'quiet' }, '可以接着问'),
        next.map((q) => el('button', { type: 'button', class: 'chip', onclick: () => this.ask(q) }, q))));
    }
  }

  export() {
    saveText('清策问答记录.md', markdown(this.exchanges), 'text/markdown;charset=utf-8');
  }
}
