function addToBag() {
  document.querySelector('#bag').textContent = 'In your bag: Matins Tee.';
}
document.querySelector('#add').addEventListener('click', addToBag);
document.addEventListener('tryon-add-to-cart', (event) => {
  event.preventDefault(); // this page fills its own bag; otherwise the widget looks for a cart
  addToBag();
});
