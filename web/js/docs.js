// The OpenAPI description as a page: no bundle, no other host.
import { Api } from './api.js';
import { el } from './dom.js';

const api = new Api(new URL('../../', import.meta.url).href);
const main = document.querySelector('#main');
const name = (ref) => ref.split('/').at(-1);

function kind(schema) {
  if (!schema) return '';
  if (schema.$ref) return name(schema.$ref);
  if (schema.anyOf) return schema.anyOf.map(kind).join(' | ');
  if (schema.type === 'array') return `${kind(schema.items)}[]`;
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  return schema.format ?? schema.type ?? '';
}

function properties(schema, all) {
  const found = schema.$ref ? all[name(schema.$ref)] : schema;
  if (!found?.properties) return null;
  const needed = new Set(found.required ?? []);
  return el('table', {}, el('thead', {}, el('tr', {}, ['名称', '类型', '说明'].map((h) => el('th', { scope: 'col' }, h)))),
    el('tbody', {}, Object.entries(found.properties).map(([key, p]) => el('tr', {},
      el('td', {}, el('code', {}, key), needed.has(key) ? ' *' : ''), el('td', {}, kind(p)), el('td', {}, p.description ?? '')))));
}

/** An example of what a schema describes, where it has one. */
function sample(schema, all) {
  const found = schema.$ref ? all[name(schema.$ref)] : schema;
  const example = found?.examples?.[0];
  return example ? el('pre', {}, JSON.stringify(example, null, 2)) : null;
}

function call(path, method, op, all) {
  const body = op.requestBody?.content;
  const json = body?.['application/json']?.schema;
  const shape = json?.$ref ? all[name(json.$ref)] : json;
  const example = shape?.examples?.[0];
  const good = op.responses?.['200']?.content ?? {};
  return el('details', { class: 'call' },
    el('summary', {}, el('span', { class: 'method' }, method.toUpperCase()), el('code', {}, path), el('span', { class: 'quiet' }, op.summary ?? '')),
    el('p', {}, op.description ?? ''),
    op.parameters?.length ? [el('h3', {}, '参数'), el('table', {}, el('tbody', {}, op.parameters.map((p) => el('tr', {},
      el('td', {}, el('code', {}, p.name), p.required ? ' *' : ''), el('td', {}, `${p.in}　${kind(p.schema)}`), el('td', {}, p.description ?? '')))))] : null,
    body ? [el('h3', {}, `请求：${Object.keys(body).join('、')}`), json ? properties(json, all) : null] : null,
    example ? el('pre', {}, `curl ${api.url(path.slice(1))} -H 'Content-Type: application/json' -d '${JSON.stringify(example)}'`) : null,
    el('h3', {}, `返回：${Object.keys(good).join('、')}`),
    good['application/json']?.schema ? [properties(good['application/json'].schema, all), sample(good['application/json'].schema, all)] : null,
    el('p', { class: 'quiet' }, `错误：${Object.entries(op.responses ?? {}).filter(([s]) => s >= '400').map(([s, r]) => `${s} ${r.description}`).join('；') || '无'}`));
}

try {
  const spec = await api.get('openapi.json');
  const all = spec.components.schemas;
  const groups = new Map();
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, op] of Object.entries(methods)) {
      const tag = op.tags?.[0] ?? '其他';
      groups.set(tag, [...(groups.get(tag) ?? []), call(path, method, op, all)]);
    }
  }
  main.replaceChildren(el('h1', {}, `${spec.info.title}接口`), el('p', { class: 'quiet' }, `${spec.info.summary}。带 * 的为必填。`),
    ...[...groups].flatMap(([tag, calls]) => [el('h2', {}, tag), ...calls]));
} catch (fault) {
  main.replaceChildren(el('p', { class: 'fault', role: 'alert' }, fault.message));
}
