import { createApp } from 'vue';
import ProductPage from './product-page.vue';
import './style.css';

createApp(ProductPage).mount('#root');
