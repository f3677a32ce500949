//! The key that signs tokens, kept in the data folder.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use aws_lc_rs::{
    digest::{SHA256, digest},
    encoding::AsDer,
    rsa::{KeyPair, KeySize},
    signature::KeyPair as _,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{DecodingKey, EncodingKey};
use thiserror::Error;

/// Its file in the data folder.
pub(crate) const KEY_FILE: &str = "token-key.pem";

/// The RSA key of the token signatures.
pub(crate) struct TokenKey {
    /// Names it in a token's header: plain letters, so that the header has no `-` or `_`.
    pub(crate) id: String,
    pub(crate) signing: EncodingKey,
    pub(crate) verifying: DecodingKey,
}

/// Why there is no key.
#[derive(Debug, Error)]
pub(crate) enum KeyError {
    /// The key file cannot be read or written.
    #[error("the token key {} cannot be read or written: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// The key file holds no RSA key.
    #[error("{} holds no RSA key; take it away and a new one is made", path.display())]
    NotAKey { path: PathBuf },
    /// The key can be read by others.
    #[error("{} can be read by others; `chmod 600` it, or take it away", path.display())]
    OpenToOthers { path: PathBuf },
    /// No key could be made.
    #[error("no RSA key could be made")]
    NotMade,
}

impl TokenKey {
    /// Reads the key of a data folder, and makes it at the first start.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self, KeyError> {
        let path = folder.join(KEY_FILE);
        let wrong = |source| KeyError::File { path: path.clone(), source };
        match fs::metadata(&path) {
            Ok(metadata) if metadata.permissions().mode() & 0o077 != 0 => {
                return Err(KeyError::OpenToOthers { path });
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                make(folder, &path)?;
            }
            Err(error) => return Err(wrong(error)),
        }
        let pem = fs::read_to_string(&path).map_err(wrong)?;
        Self::of_pem(&pem).ok_or(KeyError::NotAKey { path })
    }

    fn of_pem(pem: &str) -> Option<Self> {
        let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        let pair = KeyPair::from_pkcs8(&STANDARD.decode(body).ok()?).ok()?;
        let public = pair.public_key().as_ref();
        let letters = digest(&SHA256, public);
        Some(Self {
            id: letters.as_ref().iter().take(16).map(|it| char::from(b'a' + it % 26)).collect(),
            signing: EncodingKey::from_rsa_pem(pem.as_bytes()).ok()?,
            verifying: DecodingKey::from_rsa_der(public),
        })
    }
}

/// Makes the key file: under its name stands a whole key or none.
fn make(folder: &Path, path: &Path) -> Result<(), KeyError> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::NotMade)?;
    let der = pair.as_der().map_err(|_| KeyError::NotMade)?;
    let body = STANDARD.encode(der.as_ref());
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    for line in body.as_bytes().chunks(64) {
        pem.extend(line.iter().copied().map(char::from));
        pem.push('\n');
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    let draft = folder.join(format!("token-key.{}.new", std::process::id()));
    let written = write_for_owner(&draft, &pem)
        .and_then(|()| fs::rename(&draft, path))
        .and_then(|()| fs::File::open(folder)?.sync_all());
    written.map_err(|source| {
        // What is left of a draft is no key: it is never read.
        let _ = fs::remove_file(&draft);
        KeyError::File { path: path.to_owned(), source }
    })
}

fn write_for_owner(path: &Path, text: &str) -> io::Result<()> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
