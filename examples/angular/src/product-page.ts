import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import { defineTryonWidget } from '@tryon/widget';

defineTryonWidget();

@Component({
  selector: 'product-page',
  // Tells Angular that a tag with a dash may be the browser's own.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <img [src]="picture" alt="A navy T-shirt" width="768" height="960" />
      <div>
        <h1>Matins Tee</h1>
        <p>Heavy cotton in deep navy. € 32</p>
        <div class="buy">
          <button type="button" (click)="add()">Add to bag</button>
          <tryon-widget
            publishable-key="pk_test_demo0000000000000000000000000000aqnxvt"
            api-base="http://127.0.0.1:4600"
            layout="inline"
            [attr.garment-image]="picture"
            garment-id="tee-navy"
            category="tops"
            (tryon-add-to-cart)="$event.preventDefault(); add()"
          ></tryon-widget>
        </div>
        <p role="status">{{ bag().length ? 'In your bag: ' + bag().join(', ') + '.' : 'Your bag is empty.' }}</p>
      </div>
    </main>
  `,
})
export class ProductPage {
  readonly picture = 'http://127.0.0.1:4601/art/garments/tee-navy.webp';
  readonly bag = signal<string[]>([]);

  add(): void {
    this.bag.update((bag) => [...bag, 'Matins Tee']);
  }
}
