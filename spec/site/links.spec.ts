import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { siteComplaints } from '../../scripts/site/links.mjs';

describe('the links of the site', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stepstream-site-'));
    mkdirSync(join(folder, 'docs'));
    writeFileSync(
      join(folder, 'docs/errors.html'),
      '<h2 id="codes">Codes</h2><a href="../index.html">Home</a>',
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const complaintsOf = (home: string): readonly string[] => {
    writeFileSync(join(folder, 'index.html'), home);
    return siteComplaints(folder);
  };

  it('may lead to pages, to their anchors, and to other hosts', () => {
    const links = ['docs/errors.html', 'docs/errors.html#codes', '#top', 'https://example.com'];
    expect(
      complaintsOf(`<p id="top">${links.map(url => `<a href="${url}">it</a>`).join('')}</p>`),
    ).deep.equal([]);
  });

  it('are reported where there is no page or no anchor', () => {
    expect(complaintsOf('<a href="docs/gone.html">it</a><a href="docs/errors.html#gone">it</a>')).deep.equal([
      'index.html: docs/gone.html: there is no docs/gone.html',
      'index.html: docs/errors.html#gone: docs/errors.html has no #gone',
    ]);
  });

  it('load nothing from another host', () => {
    const html = '<script src="https://example.com/a.js"></script><img src="//example.com/b.png">';
    expect(complaintsOf(html)).deep.equal([
      'index.html loads https://example.com/a.js',
      'index.html loads //example.com/b.png',
    ]);
  });
});
