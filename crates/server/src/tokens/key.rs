//! One RSA key of the token signatures.

use aws_lc_rs::{
    digest::{SHA256, digest},
    encoding::AsDer,
    rsa::{KeyPair, KeySize},
    signature::KeyPair as _,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{DecodingKey, EncodingKey};

/// A key that signs.
pub(super) struct SigningKey {
    /// PKCS #8.
    der: Vec<u8>,
    pub(super) signing: EncodingKey,
    pub(super) public: PublicKey,
}

/// The half of a key that anybody may have.
#[derive(Clone)]
pub(super) struct PublicKey {
    /// Names it in a token's header: plain letters, so that the header has no `-` or `_`.
    pub(super) id: String,
    /// PKCS #1.
    der: Vec<u8>,
    pub(super) verifying: DecodingKey,
}

const PRIVATE: &str = "PRIVATE KEY";
const PUBLIC: &str = "RSA PUBLIC KEY";

impl SigningKey {
    /// Makes a key, which takes a while.
    pub(super) fn make() -> Option<Self> {
        let pair = KeyPair::generate(KeySize::Rsa2048).ok()?;
        let der = pair.as_der().ok()?.as_ref().to_vec();
        Self::of_pair(&pair, der)
    }

    pub(super) fn read(label: &str, body: &str) -> Option<Self> {
        let der = STANDARD.decode(body).ok().filter(|_| label == PRIVATE)?;
        let pair = KeyPair::from_pkcs8(&der).ok()?;
        Self::of_pair(&pair, der)
    }

    fn of_pair(pair: &KeyPair, der: Vec<u8>) -> Option<Self> {
        let signing = EncodingKey::from_rsa_pem(pem(PRIVATE, &der).as_bytes()).ok()?;
        let public = PublicKey::of_der(pair.public_key().as_ref().to_vec());
        Some(Self { der, signing, public })
    }

    pub(super) fn pem(&self) -> String {
        pem(PRIVATE, &self.der)
    }
}

impl PublicKey {
    pub(super) fn read(label: &str, body: &str) -> Option<Self> {
        STANDARD.decode(body).ok().filter(|_| label == PUBLIC).map(Self::of_der)
    }

    fn of_der(der: Vec<u8>) -> Self {
        let letters = digest(&SHA256, &der);
        Self {
            id: letters.as_ref().iter().take(16).map(|it| char::from(b'a' + it % 26)).collect(),
            verifying: DecodingKey::from_rsa_der(&der),
            der,
        }
    }

    pub(super) fn pem(&self) -> String {
        pem(PUBLIC, &self.der)
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----\n");
    for line in STANDARD.encode(der).as_bytes().chunks(64) {
        text.extend(line.iter().copied().map(char::from));
        text.push('\n');
    }
    text + &format!("-----END {label}-----\n")
}
