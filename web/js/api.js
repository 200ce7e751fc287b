// Everything the page asks of the service.

/** An error that the service (or the way to it) reported, with a Chinese message. */
export class ApiError extends Error {
  constructor(message, code, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export class Api {
  constructor(base) {
    this.base = base;
    this.foreign = new URL(base).origin !== location.origin;
    this.kept = new Map();
  }

  url(path) {
    return new URL(path, this.base).href;
  }

  async request(path, options = {}) {
    let reply;
    try {
      reply = await fetch(this.url(path), {
        credentials: this.foreign ? 'omit' : 'same-origin',
        ...options,
        headers: { Accept: 'application/json', ...(typeof options.body === 'string' ? { 'Content-Type': 'application/json' } : {}), ...options.headers },
      });
    } catch (fault) {
      if (fault.name === 'AbortError') throw fault;
      throw new ApiError(
        this.foreign
          ? `无法连接清策服务。请确认服务已启动，并在其 QINGCE_ALLOWED_ORIGINS 中加入 ${location.origin}。`
          : '无法连接服务，请检查网络后重试。',
        'offline', 0);
    }
    if (!reply.ok) {
      const body = await reply.json().catch(() => null);
      throw new ApiError(body?.error?.message ?? '服务暂时不可用，请稍后再试。', body?.error?.code, reply.status);
    }
    return reply;
  }

  async get(path) {
    return (await this.request(path)).json();
  }

  async send(method, path, body) {
    return (await this.request(path, { method, body: body && JSON.stringify(body) })).json();
  }

  /** Put a file on file, with the key of those who keep the corpus. */
  async upload(file, key) {
    const body = new FormData();
    body.append('file', file);
    return (await this.request('api/admin/documents', { method: 'POST', body, headers: { 'X-Qingce-Admin-Key': key } })).json();
  }

  /** Structure and text of a document; fetched once. */
  document(id) {
    if (!this.kept.has(id)) {
      const path = `api/documents/${encodeURIComponent(id)}`;
      const both = Promise.all([this.get(path), this.get(`${path}/text`)]).then(([detail, { text }]) => ({ detail, text }));
      both.catch(() => this.kept.delete(id));
      this.kept.set(id, both);
    }
    return this.kept.get(id);
  }

  /** Ask, and call `on[event]` for each server-sent event; resolves to the answer. */
  async ask(question, sessionId, on, signal) {
    const body = JSON.stringify({ question, ...(sessionId ? { session_id: sessionId } : {}) });
    const reply = await this.request('api/ask/stream', { method: 'POST', body, signal });
    let answer = null;
    for await (const { name, data } of events(reply.body)) {
      if (name === 'error') throw new ApiError(data.error.message, data.error.code, 200);
      if (name === 'answer') answer = data;
      on[name]?.(data);
    }
    if (!answer) throw new ApiError('连接中断，回答没有收完，请重试。', 'cut', 0);
    return answer;
  }
}

async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    held += value;
    let cut;
    while ((cut = held.indexOf('\n\n')) >= 0) {
      const event = { name: 'message', data: '' };
      for (const line of held.slice(0, cut).split('\n')) {
        if (line.startsWith('event: ')) event.name = line.slice(7);
        else if (line.startsWith('data: ')) event.data += line.slice(6);
      }
      held = held.slice(cut + 2);
      if (event.data) yield { name: event.name, data: JSON.parse(event.data) };
    }
  }
}
