import { bootstrapApplication } from '@angular/platform-browser';
import { ProductPage } from './product-page';

bootstrapApplication(ProductPage).catch((error) => console.error(error));
