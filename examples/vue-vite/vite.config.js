import vue from '@vitejs/plugin-vue';

// Tells Vue's compiler that this tag is the browser's, not a component of yours.
const isCustomElement = (tag) => tag === 'tryon-widget';

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
