//! Certificates that change while the server runs.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use cordboard_acd::Time;
use tokio::{
    signal::unix::Signal,
    sync::watch,
    time::{MissedTickBehavior, interval},
};
use tokio_rustls::rustls::ServerConfig;

use super::{
    TlsError,
    certificate::{Certificate, Pems, day},
};
use crate::{clock::Clock, config};

/// How often the files are looked at.
const LOOK: Duration = Duration::from_mins(1);

/// Those who renew certificates by themselves do so with a month to go: with less than this, that
/// has gone wrong.
const SOON_S: u32 = 14 * DAY_S;
const DAY_S: u32 = 24 * 60 * 60;

/// The certificate and key in use, and the files they are from.
pub(crate) struct Certificates {
    files: config::Tls,
    /// The name under which people open the desktop, where it is known.
    host: Option<String>,
    in_use: watch::Sender<Arc<ServerConfig>>,
    seen: Mutex<Seen>,
}

/// What the last look found.
struct Seen {
    /// Of the files in use.
    fingerprint: String,
    /// Until when the certificate in use holds.
    until: Option<Time>,
    /// What was last said of files that cannot be used.
    complaint: Option<String>,
    /// When it was last said that the certificate expires soon.
    expiry_said: Option<Time>,
}

impl Certificates {
    /// Reads the files for the first time.
    pub(crate) fn read(
        files: config::Tls,
        host: Option<String>,
        now: Time,
    ) -> Result<Self, TlsError> {
        let pems = Pems::read(&files)?;
        let certificate = pems.judge(&files, host.as_deref(), now)?;
        warn_of_name(&certificate, &files, host.as_deref());
        let seen = Seen {
            fingerprint: pems.fingerprint(),
            until: certificate.until,
            complaint: None,
            expiry_said: None,
        };
        let in_use = watch::Sender::new(certificate.config);
        let certificates = Self { files, host, in_use, seen: Mutex::new(seen) };
        certificates.warn_of_expiry(now);
        Ok(certificates)
    }

    /// What the next connection is spoken with.
    pub(crate) fn in_use(&self) -> Arc<ServerConfig> {
        self.in_use.borrow().clone()
    }

    /// Looks at the files once a minute, and at each SIGHUP, for as long as it is polled.
    pub(crate) async fn keep_renewed(self: Arc<Self>, clock: Clock, mut hang_ups: Signal) {
        let mut minutes = interval(LOOK);
        minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // The first tick comes at once.
        minutes.tick().await;
        loop {
            let asked = tokio::select! {
                _ = minutes.tick() => false,
                asked = hang_ups.recv() => asked.is_some(),
            };
            let (certificates, clock) = (Arc::clone(&self), clock.clone());
            // Files may lie on a share that is slow today.
            let look = move || certificates.look(clock.now(), asked);
            let _ = tokio::task::spawn_blocking(look).await;
        }
    }

    /// Takes over what has changed. What cannot be used changes nothing and is said once, or again
    /// when somebody has asked for this look.
    fn look(&self, now: Time, asked: bool) {
        let found = Pems::read(&self.files).and_then(|pems| {
            let fingerprint = pems.fingerprint();
            if self.seen().fingerprint == fingerprint {
                return Ok(None);
            }
            let certificate = pems.judge(&self.files, self.host.as_deref(), now)?;
            Ok(Some((fingerprint, certificate)))
        });
        match found {
            Ok(None) => {
                self.seen().complaint = None;
                if asked {
                    tracing::info!("the certificate has not changed");
                }
            }
            Ok(Some((fingerprint, certificate))) => {
                warn_of_name(&certificate, &self.files, self.host.as_deref());
                let until = certificate.until;
                *self.seen() = Seen { fingerprint, until, complaint: None, expiry_said: None };
                self.in_use.send_replace(certificate.config);
                let until = until.map(day);
                tracing::info!(until, "a renewed certificate is in use");
            }
            Err(error) => {
                let complaint = error.to_string();
                let mut seen = self.seen();
                if asked || seen.complaint.as_ref() != Some(&complaint) {
                    tracing::warn!("the certificate from before stays in use: {complaint}");
                }
                seen.complaint = Some(complaint);
            }
        }
        self.warn_of_expiry(now);
    }

    /// Once a day is often enough to be seen and not too often to be read.
    fn warn_of_expiry(&self, now: Time) {
        let mut seen = self.seen();
        let Some(until) = seen.until.filter(|until| now.plus_s(SOON_S) > *until) else { return };
        if seen.expiry_said.is_none_or(|said| said.plus_s(DAY_S) <= now) {
            let path = self.files.certificate.display();
            tracing::warn!("the certificate in {path} holds until {} only: renew it", day(until));
            seen.expiry_said = Some(now);
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn warn_of_name(certificate: &Certificate, files: &config::Tls, host: Option<&str>) {
    if let (false, Some(host)) = (certificate.has_name, host) {
        let path = files.certificate.display();
        tracing::warn!("the certificate in {path} is not for {host}: browsers will refuse it");
    }
}

#[cfg(test)]
pub(in crate::http) mod tests {
    use std::fs;

    use rcgen::{CertificateParams, CertifiedKey, KeyPair, date_time_ymd};
    use tokio::{
        signal::unix::{SignalKind, signal},
        time::Instant,
    };

    use super::*;

    /// Writes a certificate that names itself, in a folder of its own.
    pub(in crate::http) fn files(name: &str) -> config::Tls {
        let folder = std::env::temp_dir().join(format!("cordboard-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let files =
            config::Tls { certificate: folder.join("chain.pem"), key: folder.join("key.pem") };
        issue(&files);
        files
    }

    fn issue(files: &config::Tls) {
        let CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(&files.certificate, cert.pem()).unwrap();
        fs::write(&files.key, signing_key.serialize_pem()).unwrap();
    }

    pub(in crate::http) fn remove(files: &config::Tls) {
        fs::remove_dir_all(files.certificate.parent().unwrap()).unwrap();
    }

    fn read(files: &config::Tls, now: Time) -> Certificates {
        Certificates::read(files.clone(), None, now).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn what_has_changed_is_in_use_within_a_minute() {
        let files = files("minute");
        let certificates = Arc::new(read(&files, Clock::start().now()));
        let mut in_use = certificates.in_use.subscribe();
        let hang_ups = signal(SignalKind::hangup()).unwrap();
        let begun = Instant::now();
        let renewing =
            tokio::spawn(Arc::clone(&certificates).keep_renewed(Clock::start(), hang_ups));
        issue(&files);
        in_use.changed().await.unwrap();
        assert!(begun.elapsed() <= LOOK, "{:?}", begun.elapsed());
        renewing.abort();
        remove(&files);
    }

    #[test]
    fn files_that_have_gone_change_nothing_until_they_are_back() {
        let files = files("gone");
        let now = Clock::start().now();
        let certificates = read(&files, now);
        let before = certificates.in_use();
        fs::remove_file(&files.key).unwrap();
        certificates.look(now, false);
        assert!(certificates.seen().complaint.as_ref().unwrap().contains("cannot be read"));
        assert!(Arc::ptr_eq(&before, &certificates.in_use()));
        issue(&files);
        certificates.look(now, false);
        assert_eq!(certificates.seen().complaint, None);
        assert!(!Arc::ptr_eq(&before, &certificates.in_use()));
        remove(&files);
    }

    #[test]
    fn an_expiry_is_warned_of_once_a_day() {
        let files = files("expiry");
        let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        params.not_after = date_time_ymd(2030, 1, 31);
        let key = KeyPair::generate().unwrap();
        fs::write(&files.certificate, params.self_signed(&key).unwrap().pem()).unwrap();
        fs::write(&files.key, key.serialize_pem()).unwrap();
        let at = |text: &str| {
            let ms = text.parse::<jiff::Timestamp>().unwrap().as_millisecond();
            Time(ms.unsigned_abs())
        };
        let certificates = read(&files, at("2030-01-16T12:00:00Z"));
        let said = |now: Time| {
            certificates.look(now, false);
            certificates.seen().expiry_said
        };
        assert_eq!(said(at("2030-01-16T23:00:00Z")), None);
        let first = at("2030-01-17T01:00:00Z");
        assert_eq!(said(first), Some(first));
        assert_eq!(said(at("2030-01-18T00:59:00Z")), Some(first));
        let second = at("2030-01-18T01:00:00Z");
        assert_eq!(said(second), Some(second));
        remove(&files);
    }
}
