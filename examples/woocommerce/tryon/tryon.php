<?php
/**
 * Plugin Name: TryOn for WooCommerce
 * Description: "Try it on" beside "Add to cart" on product pages.
 * Version: 0.1.0
 * Requires at least: 6.3
 * Requires PHP: 7.4
 * Requires Plugins: woocommerce
 * License: MIT
 * Text Domain: tryon
 */

defined( 'ABSPATH' ) || exit;

/** A secret key would stand in every page for everybody to read: only publishable ones are kept. */
function tryon_clean_key( $value ): string {
	$key = trim( (string) $value );
	if ( '' === $key || preg_match( '/^pk_(test|live)_[A-Za-z0-9]+$/', $key ) ) {
		return $key;
	}
	add_settings_error( 'tryon_key', 'tryon_key', __( 'Enter a publishable key: it begins with pk_.', 'tryon' ) );
	return (string) get_option( 'tryon_key', '' );
}

add_action( 'admin_init', function (): void {
	register_setting( 'tryon', 'tryon_key', array( 'sanitize_callback' => 'tryon_clean_key' ) );
	register_setting( 'tryon', 'tryon_service', array( 'sanitize_callback' => 'esc_url_raw' ) );
} );

add_action( 'admin_menu', function (): void {
	add_options_page( 'TryOn', 'TryOn', 'manage_options', 'tryon', 'tryon_settings_page' );
} );

function tryon_settings_page(): void {
	echo '<div class="wrap"><h1>TryOn</h1><form method="post" action="options.php">';
	settings_fields( 'tryon' );
	$labels = array( 'tryon_key' => __( 'Publishable key', 'tryon' ), 'tryon_service' => __( 'Address of the service', 'tryon' ) );
	foreach ( $labels as $name => $label ) {
		$input = '<p><label>%s<br><input class="regular-text" name="%s" value="%s"></label></p>';
		printf( $input, esc_html( $label ), esc_attr( $name ), esc_attr( get_option( $name, '' ) ) );
	}
	submit_button();
	echo '</form></div>';
}

/** The script, on product pages only. The widget reads the product, and the chosen variation, off the page. */
add_action( 'wp_enqueue_scripts', function (): void {
	$service = (string) get_option( 'tryon_service', '' );
	if ( is_product() && '' !== $service && get_option( 'tryon_key', '' ) ) {
		$script = untrailingslashit( $service ) . '/embed/v1/tryon-embed.js';
		// No version: the address leads to the newest compatible release by itself.
		wp_enqueue_script( 'tryon-embed', $script, array(), null, array( 'strategy' => 'async', 'in_footer' => true ) );
	}
} );

add_filter( 'script_loader_tag', function ( string $tag, string $handle ): string {
	if ( 'tryon-embed' !== $handle ) {
		return $tag;
	}
	$data = sprintf( 'data-key="%s" data-container="#tryon"', esc_attr( get_option( 'tryon_key', '' ) ) );
	return str_replace( '<script ', "<script $data ", $tag );
}, 10, 2 );

/** Where the button goes: beside "Add to cart". Another hook of the product template moves it. */
add_action( 'woocommerce_after_add_to_cart_button', function (): void {
	echo '<div id="tryon"></div>';
} );
