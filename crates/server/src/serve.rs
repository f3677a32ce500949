//! `cordboard serve`: puts the parts together, runs them, ends them in order.

use std::{
    collections::BTreeSet,
    io::{self, IsTerminal, Write},
    net::SocketAddr,
    sync::Arc,
};

use axum::{
    Router,
    extract::{Request, State},
    response::Response,
};
use cordboard_journal::Journal;
use cordboard_telephony::Telephony;
use thiserror::Error;
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

use crate::{
    attempts::Attempts,
    cli,
    clock::Clock,
    config::{self, Config, ConfigError},
    data_folder::{DataFolder, FolderError},
    floor::{self, FloorHandle, FloorTask, Parts},
    http::{self, Certificates, Rules, TlsError},
    passwords::Passwords,
    random::Random,
    router::router,
    simulator::Customers,
    state::{AppState, Inner},
    static_files::StaticFiles,
    systemd::Systemd,
    tokens::{KeyError, RefreshTokens, TokenKey, Tokens},
};

/// What stands behind the floor, as `main.rs` has chosen it.
pub(crate) struct BackEnds {
    pub(crate) journal: Arc<dyn Journal>,
    /// Whether facts outlive the process.
    pub(crate) forgets: bool,
    pub(crate) telephony: Box<dyn Telephony>,
    pub(crate) customers: Arc<dyn Customers>,
}

/// Why the server does not start: one sentence for whoever typed the command.
#[derive(Debug, Error)]
pub(crate) enum CannotStart {
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// There is no configuration.
    #[error(
        "there is no cordboard.toml here: `cordboard default-config` prints one to begin with, \
         `--config` names another, `--demo` needs none"
    )]
    NoConfig,
    /// The address cannot be listened on.
    #[error("cannot listen on {address} ({option}): {source}")]
    Address { address: SocketAddr, option: &'static str, source: io::Error },
    /// Plain HTTP leaves this machine.
    #[error(
        "{address} ({option}) can be reached from other machines, and plain HTTP is for this \
         machine alone: configure [tls], or take an address like 127.0.0.1 and a proxy before it"
    )]
    NotLoopback { address: SocketAddr, option: &'static str },
    /// The data folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The token key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The certificate or its key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// Serves until told to end.
pub(crate) async fn serve(args: cli::Serve, back_ends: BackEnds) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_max_level(args.log)
        .init();
    let file = match (&args.config, args.demo) {
        (_, true) => None,
        (Some(path), false) => Some(Config::read(path)?),
        (None, false) => {
            let path = config::default_path();
            if !path.exists() {
                return Err(CannotStart::NoConfig.into());
            }
            Some(Config::read(&path)?)
        }
    };
    let from_file = file.as_ref().map(|file| file.listen.address);
    let address = args.listen.or(from_file).unwrap_or(config::Listen::default().address);
    let certificates = file.as_ref().map(certificates).transpose()?.flatten();
    let listener = listen(address, "--listen", certificates.is_some()).await?;
    let address = listener.local_addr()?;
    let pages = if args.demo {
        Some(listen(args.pages_listen, "--pages-listen", false).await?)
    } else {
        None
    };
    let mut config = match (file, &pages) {
        (Some(file), _) => file,
        (None, Some(pages)) => Config::demo(address, pages.local_addr()?)?,
        (None, None) => return Err(CannotStart::NoConfig.into()),
    };
    config.listen.address = address;
    if let Some(data) = args.data {
        config.listen.data = data;
    }
    run(config, (listener, certificates), pages, back_ends).await
}

/// Reads what HTTPS needs, where it is configured.
fn certificates(config: &Config) -> Result<Option<Arc<Certificates>>, CannotStart> {
    let Some(files) = config.tls.clone() else { return Ok(None) };
    let url = config.listen.public_url().and_then(|url| url::Url::parse(url).ok());
    let host = url.and_then(|url| url.host_str().map(str::to_owned));
    let certificates = Certificates::read(files, host, Clock.now())?;
    Ok(Some(Arc::new(certificates)))
}

async fn run(
    config: Config,
    (listener, certificates): (TcpListener, Option<Arc<Certificates>>),
    pages: Option<TcpListener>,
    back_ends: BackEnds,
) -> anyhow::Result<()> {
    let BackEnds { journal, forgets, telephony, customers } = back_ends;
    let folder = config.listen.data.clone();
    // Held until the server has ended.
    let (_folder, key) = tokio::task::spawn_blocking(move || {
        let folder = DataFolder::open(&folder)?;
        let key = TokenKey::of_folder(folder.path())?;
        Ok::<_, CannotStart>((folder, key))
    })
    .await??;
    let clock = Clock;
    let (handle, inbox) = floor::channel();
    let parts = Parts { journal, telephony, clock, inbox };
    let task = FloorTask::recover(parts, config.setup.clone()).await?;
    let floor = tokio::spawn(task.run());
    let rules = rules(&config);
    let (url, address) = (rules.own_origin.clone(), config.listen.address);
    let state = AppState::new(Inner {
        clock,
        random: Random::default(),
        floor: handle.clone(),
        tokens: Tokens::new(key, &config.tokens),
        refresh_tokens: RefreshTokens::new(config.tokens.refresh_s, handle.clone()),
        passwords: Passwords::new()?,
        attempts: Attempts::default(),
        rules,
        static_files: StaticFiles::of_desktop(&config),
        customers: config.simulator.enabled.then_some(customers),
        config,
    });
    let (stop, stopped) = watch::channel(false);
    let hang_ups = signal(SignalKind::hangup())?;
    tokio::spawn(hung_up(certificates.clone(), clock, hang_ups));
    let server = http::serve(listener, router(state), certificates, stopped.clone());
    let mut servers = vec![tokio::spawn(server)];
    if let Some(pages) = pages {
        tracing::info!("the demo pages are at http://{}/", pages.local_addr()?);
        servers.push(tokio::spawn(http::serve(pages, pages_router(), None, stopped)));
    }
    if forgets {
        tracing::warn!("the floor is kept in memory: a restart forgets agent sessions and calls");
    }
    tracing::info!("listening on {address}");
    let told = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let mut stdout = io::stdout();
    writeln!(stdout, "ready {url}")?;
    stdout.flush()?;
    let systemd = Systemd::from_environment();
    systemd.ready();
    let ended = told_to_end(told, floor).await;
    systemd.stopping();
    end(&handle, &stop, servers).await;
    ended
}

/// SIGHUP is how a service is told to read its files again.
async fn hung_up(certificates: Option<Arc<Certificates>>, clock: Clock, mut hang_ups: Signal) {
    let Some(certificates) = certificates else {
        while hang_ups.recv().await.is_some() {
            tracing::info!("SIGHUP: without [tls] nothing is read again but by a restart");
        }
        return;
    };
    certificates.keep_renewed(clock, hang_ups).await;
}

/// Waits for SIGTERM or SIGINT, or for the floor's own end, which must not be.
async fn told_to_end(
    (mut terminate, mut interrupt): (Signal, Signal),
    floor: tokio::task::JoinHandle<anyhow::Result<()>>,
) -> anyhow::Result<()> {
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        _ = interrupt.recv() => Ok(()),
        ended = floor => match ended {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(error.context("the floor has stopped")),
            Err(error) => Err(anyhow::Error::new(error).context("the floor has stopped")),
        },
    }
}

async fn end(
    floor: &FloorHandle,
    stop: &watch::Sender<bool>,
    servers: Vec<tokio::task::JoinHandle<()>>,
) {
    tracing::info!("the server ends: parked polls are answered, connections are closed");
    floor.answer_polls().await;
    // Without receivers there is nothing left to stop.
    let _ = stop.send(true);
    for server in servers {
        let _ = server.await;
    }
    tracing::info!("the server has ended");
}

async fn listen(
    address: SocketAddr,
    option: &'static str,
    https: bool,
) -> Result<TcpListener, CannotStart> {
    if !https && !address.ip().is_loopback() {
        return Err(CannotStart::NotLoopback { address, option });
    }
    TcpListener::bind(address).await.map_err(|source| CannotStart::Address {
        address,
        option,
        source,
    })
}

fn rules(config: &Config) -> Rules {
    let address = config.listen.address;
    let own_origin = config.own_origin();
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let own: BTreeSet<String> = [
        own_origin.clone(),
        format!("{scheme}://localhost:{}", address.port()),
        format!("{scheme}://{address}"),
    ]
    .into();
    let of_pages = config.pages.iter().flat_map(|page| page.entry.origins.iter().cloned());
    let configured = config.listen.cors_origins.iter().map(|origin| origin.0.clone());
    let origins = own.iter().cloned().chain(of_pages).chain(configured).collect();
    Rules { own_origin, public: config.listen.public_url().is_some(), own, origins }
}

fn pages_router() -> Router {
    async fn page(State(files): State<Arc<StaticFiles>>, request: Request) -> Response {
        files.answer_page(request.uri().path(), request.headers())
    }
    Router::new().fallback(page).with_state(Arc::new(StaticFiles::of_pages()))
}
