import { mount } from 'svelte';
import ProductPage from './product-page.svelte';
import './style.css';

mount(ProductPage, { target: document.getElementById('root')! });
