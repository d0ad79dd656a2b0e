function addToBag() {
  document.querySelector('#bag').textContent = 'In your bag: Matins Tee.';
}
document.querySelector('#add').addEventListener('click', addToBag);
document.addEventListener('tryon-add-to-cart', addToBag);
