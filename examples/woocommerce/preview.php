<?php
// A product page without WordPress: as much of its functions as the plugin's front uses, and WooCommerce's markup.
define( 'ABSPATH', __DIR__ );
$hooks = array();
function add_action( $name, $run ) { global $hooks; $hooks[ $name ][] = $run; }
function add_filter( $name, $run ) { add_action( $name, $run ); }
function do_action( $name ) { global $hooks; foreach ( $hooks[ $name ] ?? array() as $run ) { $run(); } }
function is_product() { return true; }
function esc_attr( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }
function untrailingslashit( $text ) { return rtrim( $text, '/' ); }
function get_option( $name ) {
	$key = 'pk_test_demo0000000000000000000000000000aqnxvt';
	return array( 'tryon_key' => $key, 'tryon_service' => 'http://127.0.0.1:4600/' )[ $name ];
}
function wp_enqueue_script( $handle, $src ) {
	global $hooks, $footer;
	$footer = $hooks['script_loader_tag'][0]( "<script src=\"$src\" id=\"$handle-js\" async></script>", $handle );
}
require __DIR__ . '/tryon/tryon.php';
do_action( 'wp_enqueue_scripts' );
$picture = 'http://127.0.0.1:4601/art/garments/tee-navy.webp';
$data    = array( '@context' => 'https://schema.org/', '@type' => 'Product', 'name' => 'Matins Tee', 'image' => $picture );
?>
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Matins Tee</title>
<meta name="viewport" content="width=device-width"><style>body{max-width:60rem;margin:3rem auto;padding:0 1.5rem;font:1rem/1.6 system-ui}.product{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:2rem 4rem;align-items:center}img{width:100%}form{display:grid;gap:.75rem}button{padding:1rem;font:inherit}</style></head>
<body class="single-product woocommerce"><div class="product type-product product_cat-tops">
	<div class="woocommerce-product-gallery"><div class="woocommerce-product-gallery__image" data-thumb="<?= $picture ?>">
		<img class="wp-post-image" src="<?= $picture ?>" data-large_image="<?= $picture ?>" alt="A navy T-shirt" width="384"></div></div>
	<div><h1 class="product_title entry-title">Matins Tee</h1>
	<form class="cart" method="post"><button name="add-to-cart" value="42" class="single_add_to_cart_button">Add to cart</button>
		<?php do_action( 'woocommerce_after_add_to_cart_button' ); ?></form></div>
</div><script type="application/ld+json"><?= json_encode( $data ) ?></script><?= $footer ?></body></html>
