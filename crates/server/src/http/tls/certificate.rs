//! A certificate and its key, read from their files and judged.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use cordboard_acd::Time;
use jiff::Timestamp;
use thiserror::Error;
use tokio_rustls::rustls::{
    self, ServerConfig,
    client::verify_server_name,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem, pem::PemObject},
    server::ParsedCertificate,
};
use x509_cert::{Certificate as X509, der::Decode};

use super::{HTTP_1, HTTP_2};
use crate::{config, fingerprint::fingerprint};

/// Why HTTPS cannot be spoken: one sentence with the file and what to do.
#[derive(Debug, Error)]
pub(crate) enum TlsError {
    /// A file cannot be read.
    #[error("{} ([tls], {key}) cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, key: &'static str, source: io::Error },
    /// The certificate's file holds none.
    #[error(
        "{} ([tls], certificate) holds no certificate in PEM form, which begins with \
         `-----BEGIN CERTIFICATE-----`: name the file with the full chain", path.display()
    )]
    NoCertificate { path: PathBuf },
    /// The key's file holds none.
    #[error(
        "{} ([tls], key) holds no private key in PEM form without a passphrase: name the \
         certificate's key, or take the passphrase off with `openssl pkey`", path.display()
    )]
    NoKey { path: PathBuf },
    /// The two do not belong together.
    #[error(
        "{} ([tls], key) is not the key of the first certificate in {}: name the two files that \
         were issued together, the server's own certificate before the others",
        key.display(), certificate.display()
    )]
    NotItsKey { certificate: PathBuf, key: PathBuf },
    /// The time of the certificate is over.
    #[error("the certificate in {} has expired on {day}: renew it", path.display())]
    Expired { path: PathBuf, day: String },
    /// The time of the certificate has not begun.
    #[error(
        "the certificate in {} holds from {day} on only: set this machine's clock, or wait",
        path.display()
    )]
    NotYet { path: PathBuf, day: String },
    /// The library does not take it.
    #[error("the certificate in {} and its key cannot be used: {source}", path.display())]
    Unusable { path: PathBuf, source: rustls::Error },
}

/// The two files as they lie there.
pub(super) struct Pems {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

/// What HTTPS is spoken with.
pub(super) struct Certificate {
    pub(super) config: Arc<ServerConfig>,
    /// Until when it holds, where that can be read.
    pub(super) until: Option<Time>,
    /// Whether it is for the name under which people open the desktop.
    pub(super) has_name: bool,
}

impl Pems {
    pub(super) fn read(files: &config::Tls) -> Result<Self, TlsError> {
        let read = |path: &Path, key| {
            let path = path.to_owned();
            fs::read(&path).map_err(|source| TlsError::Unreadable { path, key, source })
        };
        Ok(Self {
            certificate: read(&files.certificate, "certificate")?,
            key: read(&files.key, "key")?,
        })
    }

    /// Names both contents.
    pub(super) fn fingerprint(&self) -> String {
        fingerprint(&self.certificate) + &fingerprint(&self.key)
    }

    /// Judges both: `host` is the name that people use, where it is known.
    pub(super) fn judge(
        &self,
        files: &config::Tls,
        host: Option<&str>,
        now: Time,
    ) -> Result<Certificate, TlsError> {
        let path = || files.certificate.clone();
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&self.certificate)
            .collect::<Result<_, pem::Error>>()
            .map_err(|_| TlsError::NoCertificate { path: path() })?;
        let Some(own) = chain.first().cloned() else {
            return Err(TlsError::NoCertificate { path: path() });
        };
        let key = PrivateKeyDer::from_pem_slice(&self.key)
            .map_err(|_| TlsError::NoKey { path: files.key.clone() })?;
        let until = check_time(&own, now, path)?;
        let mut config =
            ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
                .with_safe_default_protocol_versions()
                .map_err(|source| TlsError::Unusable { path: path(), source })?
                .with_no_client_auth()
                .with_single_cert(chain, key)
                .map_err(|source| {
                    if matches!(source, rustls::Error::InconsistentKeys(_)) {
                        TlsError::NotItsKey { certificate: path(), key: files.key.clone() }
                    } else {
                        TlsError::Unusable { path: path(), source }
                    }
                })?;
        config.alpn_protocols = vec![HTTP_2.to_vec(), HTTP_1.to_vec()];
        // Agents whose connections all broke at once come back without whole handshakes.
        if let Ok(ticketer) = aws_lc_rs::Ticketer::new() {
            config.ticketer = ticketer;
        }
        let has_name = host.is_none_or(|host| is_for(&own, host));
        Ok(Certificate { config: Arc::new(config), until, has_name })
    }
}

/// Says until when the certificate holds. One whose times cannot be read may still do its work:
/// whoever connects judges it.
fn check_time(
    own: &CertificateDer<'_>,
    now: Time,
    path: impl Fn() -> PathBuf,
) -> Result<Option<Time>, TlsError> {
    let Ok(own) = X509::from_der(own) else { return Ok(None) };
    let validity = own.tbs_certificate().validity();
    let time = |time: &x509_cert::time::Time| {
        Time(u64::try_from(time.to_unix_duration().as_millis()).unwrap_or(u64::MAX))
    };
    let (from, until) = (time(&validity.not_before), time(&validity.not_after));
    if now < from {
        return Err(TlsError::NotYet { path: path(), day: day(from) });
    }
    if now > until {
        return Err(TlsError::Expired { path: path(), day: day(until) });
    }
    Ok(Some(until))
}

/// As people write it: `2026-11-22`.
pub(super) fn day(time: Time) -> String {
    let ms = i64::try_from(time.0).unwrap_or(i64::MAX);
    let text = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX).to_string();
    text.split('T').next().unwrap_or_default().to_owned()
}

fn is_for(own: &CertificateDer<'_>, host: &str) -> bool {
    let Ok(name) = ServerName::try_from(host.trim_matches(['[', ']'])) else { return true };
    let Ok(own) = ParsedCertificate::try_from(own) else { return true };
    verify_server_name(&own, &name).is_ok()
}
