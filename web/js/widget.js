// <qingce-chat>: the chat in another site, in a shadow root of its own.
// Attributes: server (address of the service), heading, inline (fill the element instead of floating), open.
import { Api } from './api.js';
import { Chat } from './chat.js';
import { el } from './dom.js';
import { SourcePanel } from './source.js';

/** Register the element; `base` is the address of the service it was loaded from. */
export function define(base) {
  if (customElements.get('qingce-chat')) return;
  customElements.define('qingce-chat', class extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const server = new URL(this.getAttribute('server') ?? base, base);
      const inline = this.hasAttribute('inline');
      const style = (name) => el('link', { rel: 'stylesheet', href: new URL(`static/${name}`, server).href });
      const room = el('div', {});
      const source = el('aside', { class: 'source', 'aria-label': '原文', hidden: true });
      const toggle = el('button', { type: 'button', class: 'primary launch', 'aria-expanded': 'false', onclick: () => this.toggle() }, '政策问答');
      const panel = el('section', { class: 'panel', 'aria-label': '清策政策问答', hidden: !inline },
        el('header', {}, el('strong', {}, '清策'), el('span', {}, '政策文件问答'),
          el('button', { type: 'button', class: 'plain small', onclick: () => this.chat?.reset() }, '新对话'),
          inline ? null : el('button', { type: 'button', class: 'plain small', 'aria-label': '关闭问答', onclick: () => this.toggle() }, '关闭')),
        room, source);
      panel.addEventListener('keydown', (e) => { if (e.key === 'Escape' && source.hidden && !inline) this.toggle(); });
      const root = this.attachShadow({ mode: 'open' });
      root.append(style('chat.css'), style('widget.css'), ...(inline ? [] : [toggle]), panel);
      this.panel = panel;
      this.launch = toggle;
      this.begin = () => {
        const api = new Api(server.href);
        const heading = this.getAttribute('heading') ?? undefined;
        this.chat = new Chat(room, { api, source: new SourcePanel(source, api), heading });
      };
      if (inline) this.begin();
      else if (this.hasAttribute('open')) this.toggle();
    }

    toggle() {
      if (!this.chat) this.begin(); // asks nothing of the service before somebody opens it
      this.panel.hidden = !this.panel.hidden;
      this.launch.setAttribute('aria-expanded', String(!this.panel.hidden));
      (this.panel.hidden ? this.launch : this.chat.input).focus();
    }
  });
}
