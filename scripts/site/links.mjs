// Follows the links of the built site, and finds what would ask another host.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const attributes = (html, names) =>
  [...html.matchAll(new RegExp(`\\s(?:${names})="([^"]*)"`, 'g'))].map(([, value]) =>
    value.replaceAll('&amp;', '&'),
  );

/** The links of a folder of pages that lead nowhere, and what its pages load from elsewhere, as complaints. */
export function siteComplaints(folder) {
  const pages = readdirSync(folder, { recursive: true }).filter(path => path.endsWith('.html'));
  const htmlOf = new Map(pages.map(page => [page, readFileSync(join(folder, page), 'utf8')]));
  const anchorsOf = new Map([...htmlOf].map(([page, html]) => [page, new Set(attributes(html, 'id|name'))]));

  function faultOf(page, target) {
    const [path, anchor = ''] = target.split('#');
    const file = path === '' ? page : join(dirname(page), decodeURI(path));
    if (!existsSync(join(folder, file))) return `there is no ${file}`;
    const anchors = anchorsOf.get(file === '' || file.endsWith('/') ? `${file}index.html` : file);
    return anchor === '' || !anchors || anchors.has(decodeURIComponent(anchor))
      ? ''
      : `${file} has no #${anchor}`;
  }

  return [...htmlOf].flatMap(([page, html]) => {
    const loaded = [...html.matchAll(/<(?:link|script|img|iframe|source)\b[^>]*>/g)].flatMap(([tag]) =>
      attributes(tag, 'href|src|srcset'),
    );
    const elsewhere = loaded.filter(url => /^(?:[a-z]+:)?\/\//i.test(url));
    const links = new Set(
      attributes(html.replaceAll(/<use\b[^>]*>/g, ''), 'href|src').filter(
        url => !/^(?:[a-z]+:|\/\/)/i.test(url),
      ),
    );
    return [
      ...elsewhere.map(url => `${page} loads ${url}`),
      ...[...links].flatMap(url => {
        const fault = faultOf(page, url);
        return fault === '' ? [] : [`${page}: ${url}: ${fault}`];
      }),
    ];
  });
}
