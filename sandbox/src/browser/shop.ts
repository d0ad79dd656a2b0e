import { connectAddToBag } from './add-to-bag.js';
import { connectBagPage } from './bag-page.js';
import { showBagCount } from './bag-state.js';
import { connectDeveloperView } from './developer-view.js';
import { connectNextProducts } from './next-products.js';

showBagCount();
window.addEventListener('storage', showBagCount);
// A page that comes back from the back-forward cache has not run again.
window.addEventListener('pageshow', showBagCount);
connectAddToBag();
connectBagPage();
connectDeveloperView();
connectNextProducts();
