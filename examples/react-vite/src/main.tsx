import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ProductPage } from './product-page';
import './style.css';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ProductPage />
  </StrictMode>,
);
