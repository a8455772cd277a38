import { readAddress } from './address.js';
import { browserToken } from './browserToken.js';
import { byId } from './dom.js';
import { exchangeToken, tokenOf } from './exchangeToken.js';
import { takeTime } from './feed/browserPorts.js';
import { showJobPage } from './jobPage.js';
import { showFault } from './showNotice.js';

addEventListener('error', showFault);
// A token that is pasted into the address of an open page is exchanged as well.
addEventListener('hashchange', () => {
  if (tokenOf(location.hash) !== undefined) location.reload();
});
await exchangeToken(browserToken());
const hasFleet = fetch('health')
  .then(async response => ((await takeTime(response).json()) as { readonly fleet?: unknown }).fleet === true)
  .catch(() => false);
if (readAddress(location.search).job === undefined && (await hasFleet)) {
  // A file of its own, which the page of a job does without.
  await (await import('./fleet.js')).showFleet();
} else {
  byId('main').hidden = false;
  showJobPage();
  byId('all-jobs').hidden = !(await hasFleet);
}
