import { expect } from 'chai';
import { accessible } from '../../scripts/site/accessible.mjs';

describe('the pages of the site for screen readers', () => {
  it('have one main, and a landmark beside it', () => {
    const html = accessible('<div class="col-content">text</div>\n<div class="col-sidebar">list</div>');
    expect(html).equal(
      '<main class="col-content">text</main>\n<div class="col-sidebar" role="complementary" aria-label="Contents">list</div>',
    );
  });

  it('skip no level of headings', () => {
    expect(accessible('<h1>a</h1><h4 id="b">b</h4><h5>c</h5><h2>d</h2>')).equal(
      '<h1>a</h1><h4 aria-level="2" id="b">b</h4><h5 aria-level="3">c</h5><h2>d</h2>',
    );
  });

  it('have no link within what opens a section', () => {
    const anchor = '<a href="#a" aria-label="Permalink" class="tsd-anchor-icon"><svg></svg></a>';
    expect(accessible(`<summary><h2>a${anchor}</h2></summary>${anchor}`)).equal(
      `<summary><h2 aria-level="1">a</h2></summary>${anchor}`,
    );
  });
});
