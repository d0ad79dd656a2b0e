// What a shop's page writes without a framework.
import { PageClient } from '@tryon/sdk/page';
import { defineTryonWidget, type TryonCompleteEvent, type TryonWidgetElement } from '@tryon/widget';

defineTryonWidget();

const widget: TryonWidgetElement = document.createElement('tryon-widget');
widget.publishableKey = 'pk_test_abc';
widget.addEventListener('tryon-complete', (event: TryonCompleteEvent) => event.detail.tryon.id);
widget.addEventListener('tryon-add-to-cart', ({ detail }) => console.log(detail.product.id));
export const client = new PageClient({ apiKey: 'pk_test_abc' });

// @ts-expect-error not a layout
widget.layout = 'sideways';
