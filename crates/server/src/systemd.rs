//! What systemd is told of a service of `Type=notify`.

use std::{
    env,
    ffi::OsStr,
    io,
    os::{
        linux::net::SocketAddrExt,
        unix::{
            ffi::OsStrExt,
            net::{SocketAddr, UnixDatagram},
        },
    },
};

/// Whoever has started the server and wants to know how it is; mostly nobody.
pub(crate) struct Systemd(Option<SocketAddr>);

impl Systemd {
    /// Finds out whether somebody wants to know.
    pub(crate) fn from_environment() -> Self {
        let address = env::var_os("NOTIFY_SOCKET").and_then(|it| address(&it).ok());
        Self(address)
    }

    /// Says that requests are answered from now on.
    pub(crate) fn ready(&self) {
        self.tell("READY=1");
    }

    /// Says that the server has begun to end.
    pub(crate) fn stopping(&self) {
        self.tell("STOPPING=1");
    }

    fn tell(&self, what: &str) {
        let Some(address) = &self.0 else { return };
        let told = UnixDatagram::unbound()
            .and_then(|socket| socket.send_to_addr(what.as_bytes(), address));
        if let Err(error) = told {
            tracing::warn!(%error, "systemd cannot be told {what}");
        }
    }
}

/// A path, or with `@` a name that no file has.
fn address(text: &OsStr) -> io::Result<SocketAddr> {
    match text.as_bytes().strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name),
        None => SocketAddr::from_pathname(text),
    }
}
