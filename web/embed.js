/* 清策：在别的网站中嵌入问答。<script src="https://清策地址/embed.js" defer></script> */
(() => {
  const script = document.currentScript ?? document.querySelector('script[src$="/embed.js"]');
  const base = new URL('.', script.src);
  import(new URL('static/js/widget.js', base)).then(({ define }) => {
    define(base.href);
    if (!document.querySelector('qingce-chat')) document.body.append(document.createElement('qingce-chat'));
  });
})();
