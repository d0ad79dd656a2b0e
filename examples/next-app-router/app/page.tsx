import { Buy } from './buy';

/** Stands for your database: a server component may be asynchronous. */
async function findProduct() {
  return {
    id: 'tee-navy',
    title: 'Matins Tee',
    text: 'Heavy cotton in deep navy. € 32',
    picture: 'http://127.0.0.1:4601/art/garments/tee-navy.webp',
  };
}

export default async function Page() {
  const product = await findProduct();
  return (
    <main>
      <img src={product.picture} alt="A navy T-shirt" width={768} height={960} />
      <div>
        <h1>{product.title}</h1>
        <p>{product.text}</p>
        <Buy id={product.id} title={product.title} picture={product.picture} />
      </div>
    </main>
  );
}
