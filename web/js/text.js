// Offsets and plain-text forms of answers.

/** Return a function from code point offsets, as the service counts, to UTF-16 offsets, as JavaScript counts. */
export function codePoints(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (n) => n;
  const at = [];
  let unit = 0;
  for (const c of text) {
    at.push(unit);
    unit += c.length;
  }
  at.push(unit);
  return (n) => at[Math.min(n, at.length - 1)];
}

const MANY = 4; // marks in a row from here on are one: [1][2][3][4] is 1–4

/** Numbers that count up, many in a row as one run: 1 2 3 4 9 is [{n: 1, to: 4}, {n: 9}]. */
export function runs(numbers) {
  const found = [];
  for (const n of numbers) {
    if (found.at(-1)?.to === n - 1) found.at(-1).to = n;
    else found.push({ n, to: n });
  }
  return found.flatMap(({ n, to }) => (to - n + 1 >= MANY ? [{ n, to }] : Array.from({ length: to - n + 1 }, (_, i) => ({ n: n + i }))));
}

/** Split text at its citation marks: [{text}, {n}, {n, to}]. */
export function marks(text) {
  return text.split(/((?:\[\d{1,3}\])+)/).filter(Boolean).flatMap((part) =>
    (/^\[\d{1,3}\]/.test(part) ? runs([...part.matchAll(/\d+/g)].map(Number)) : [{ text: part }]));
}

/** The parts of an answer to show: its blocks, with the prose first wherever they hold none. */
export function shownBlocks(answer) {
  const blocks = answer.blocks ?? [];
  const prose = blocks.some((b) => b.type === 'text' && b.text.trim());
  return prose ? blocks : [{ type: 'text', text: answer.answer }, ...blocks];
}

const cell = (value) => String(value ?? '').replace(/[\r\n\t]+/g, ' ');

/** Rows as Excel and WPS paste them. */
export function tsv(columns, rows) {
  return [columns, ...rows].map((row) => row.map(cell).join('\t')).join('\n');
}

/** An answer as plain text with its sources. */
export function plain(answer) {
  const parts = shownBlocks(answer).map((b) => {
    if (b.type === 'text') return b.text;
    if (b.type === 'list') return b.items.map((i) => `- ${i}`).join('\n');
    if (b.type === 'table') return tsv(b.columns, b.rows);
    return '';
  });
  return [...parts, ...sourceLines(answer)].filter(Boolean).join('\n');
}

function sourceLines(answer) {
  return answer.citations.map((c) => `[${c.n}] 《${c.title}》${c.doc_number ? `（${c.doc_number}）` : ''}${c.section ? `，${c.section}` : ''}（${c.status}）：“${cell(c.quote)}”`);
}

const md = (text) => String(text ?? '').replace(/([\\`*_{}<>|#~])/g, '\\$1');

/** A conversation as Markdown. */
export function markdown(exchanges) {
  const out = [`# 清策问答记录\n`];
  for (const { asked, answer } of exchanges) {
    out.push(`## 问：${md(asked)}\n`);
    for (const b of shownBlocks(answer)) {
      if (b.type === 'text') out.push(`${md(b.text)}\n`);
      else if (b.type === 'list') out.push(`${b.items.map((i) => `- ${md(i)}`).join('\n')}\n`);
      else if (b.type === 'table') {
        const line = (row) => `| ${row.map((v) => md(cell(v))).join(' | ')} |`;
        out.push([line(b.columns), `|${' --- |'.repeat(b.columns.length)}`, ...b.rows.map(line)].join('\n') + '\n');
      } else if (b.type === 'chart') out.push(`${b.labels.map((l, i) => `- ${md(l)}：${b.values[i]}${md(b.unit)}`).join('\n')}\n`);
    }
    if (answer.choices.length) out.push(`${answer.choices.map((c) => `- ${md(c.label)}：${md(c.question)}`).join('\n')}\n`);
    if (answer.citations.length) out.push(`出处：\n\n${sourceLines(answer).map((l) => `- ${md(l)}`).join('\n')}\n`);
    out.push(`（按 ${answer.as_of} 回答）\n`);
  }
  return out.join('\n');
}
