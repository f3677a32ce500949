//! `cordboard serve`: puts the parts together, runs them, ends them in order.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use axum::{
    Router,
    extract::{Request, State},
    response::Response,
};
use cordboard_journal::{Journal, Pending};
use cordboard_telephony::Telephony;
use thiserror::Error;
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    task::{JoinError, JoinHandle},
};

use crate::{
    administration::{self, InitCode},
    attempts::Attempts,
    cli,
    clock::Clock,
    config::{self, Config, ConfigError, OwnPages},
    data_folder::{DataFolder, FolderError},
    floor::{self, CannotRecover, FloorHandle, FloorTask, Parts},
    framing::FramingLook,
    http::{self, Certificates, Rules, TlsError},
    log,
    log_in_page::LogInPage,
    metrics::{Metrics, MetricsToken, MetricsTokenError},
    passwords::Passwords,
    random::Random,
    readiness::{Readiness, ReadinessSign},
    router::router,
    simulator::Customers,
    state::{AppState, Inner},
    static_files::StaticFiles,
    systemd::Systemd,
    tokens::{Codes, KeyError, RefreshTokens, TokenKeys, Tokens},
};

/// What stands behind the floor, as `main.rs` has chosen it.
pub(crate) struct BackEnds {
    /// Opens the journal of a data folder.
    pub(crate) journal: Box<dyn Fn(PathBuf) -> Pending<'static, Arc<dyn Journal>>>,
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
    /// The floor cannot be made again from its journal.
    #[error(transparent)]
    Floor(#[from] CannotRecover),
    /// The token key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The token of `[metrics]` cannot be used.
    #[error(transparent)]
    MetricsToken(#[from] MetricsTokenError),
    /// The certificate or its key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

impl CannotStart {
    /// Says whether another attempt may succeed without anybody changing anything here.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Floor(CannotRecover::Journal(error)) if error.may_pass())
    }
}

/// Serves until told to end.
pub(crate) async fn serve(args: cli::Serve, back_ends: BackEnds) -> anyhow::Result<()> {
    log::begin(args.log, args.log_format);
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
    let clock = Clock::start();
    let certificates = match &file {
        Some(file) => certificates(file, &clock)?,
        None => None,
    };
    let listener = listen(address, "--listen", certificates.is_some()).await?;
    let address = listener.local_addr()?;
    let pages = if args.demo {
        Some(listen(args.pages_listen, "--pages-listen", false).await?)
    } else {
        None
    };
    let mut config = match (file, &pages) {
        (Some(file), _) => file,
        (None, Some(pages)) => {
            let own = OwnPages { panels: args.panels, workspaces: args.workspaces };
            Config::demo(address, pages.local_addr()?, &own)?
        }
        (None, None) => return Err(CannotStart::NoConfig.into()),
    };
    config.listen.address = address;
    if let Some(data) = args.data {
        config.listen.data = data;
    }
    run(config, clock, (listener, certificates), pages, back_ends, args.admin_init).await
}

/// Reads what HTTPS needs, where it is configured.
fn certificates(config: &Config, clock: &Clock) -> Result<Option<Arc<Certificates>>, CannotStart> {
    let Some(files) = config.tls.clone() else { return Ok(None) };
    let url = config.listen.public_url().and_then(|url| url::Url::parse(url).ok());
    let host = url.and_then(|url| url.host_str().map(str::to_owned));
    let certificates = Certificates::read(files, host, clock.now())?;
    Ok(Some(Arc::new(certificates)))
}

async fn run(
    config: Config,
    clock: Clock,
    (listener, certificates): (TcpListener, Option<Arc<Certificates>>),
    pages: Option<TcpListener>,
    back_ends: BackEnds,
    offers_administrator: bool,
) -> anyhow::Result<()> {
    let BackEnds { journal, telephony, customers } = back_ends;
    let folder = config.listen.data.clone();
    // Held until the server has ended.
    let (longest_s, now) = (config.tokens.longest_s(), clock.now());
    let (folder, keys) = tokio::task::spawn_blocking(move || {
        let folder = DataFolder::open(&folder)?;
        folder.say_if_its_journal_has_gone();
        let keys = TokenKeys::of_folder(folder.path(), longest_s, now)?;
        Ok::<_, CannotStart>((folder, Arc::new(keys)))
    })
    .await??;
    let mut signals = Signals::catch()?;
    let readiness = ReadinessSign::new();
    let (handle, inbox) = floor::channel();
    let rules = rules(&config);
    let (url, address) = (rules.own_origin.clone(), config.listen.address);
    let (seed, of_journal, of_tokens) =
        (config.seed.clone(), config.journal, config.tokens.clone());
    let metrics = Metrics::new();
    let measures = metrics.measures.clone();
    let metrics_token = config.metrics.token_file.as_deref().map(MetricsToken::read).transpose();
    let state = AppState::new(Inner {
        clock: clock.clone(),
        random: Random::default(),
        readiness: readiness.clone(),
        metrics,
        metrics_token: metrics_token.map_err(CannotStart::from)?,
        floor: handle.clone(),
        journal: OnceLock::new(),
        token_keys: Arc::clone(&keys),
        tokens: Tokens::new(Arc::clone(&keys), clock.clone(), &config.tokens),
        refresh_tokens: RefreshTokens::new(config.tokens.refresh_s, handle.clone()),
        codes: Codes::new(config.tokens.code_s),
        log_in_page: LogInPage::new(&Random::default())?,
        passwords: Passwords::new()?,
        attempts: Attempts::default(),
        init_code: InitCode::of_folder(&config.listen.data),
        framing: FramingLook::new(&url, &config.framing.networks, clock.clone()),
        rules,
        static_files: StaticFiles::of_desktop(&config),
        customers: config.simulator.enabled.then_some(customers),
        config,
    });
    tokio::spawn(keys.keep_rotated(of_tokens, clock.clone()));
    let mut servers = Servers::of(http::room_for(state.config.listen.connections));
    tokio::spawn(hung_up(certificates.clone(), clock.clone(), signal(SignalKind::hangup())?));
    servers.start(listener, router(state.clone()), certificates);
    let is_demo = pages.is_some();
    if let Some(pages) = pages {
        tracing::info!("the demo pages are at http://{}/", pages.local_addr()?);
        servers.start(pages, pages_router(), None);
    }
    let recovered = async {
        let open = async || journal(folder.path().to_owned()).await;
        let journal = floor::open_journal(open, &readiness).await?;
        // Nobody else sets it.
        let _ = state.journal.set(Arc::clone(&journal));
        let readiness = readiness.clone();
        let config = of_journal;
        let parts = Parts { journal, telephony, clock, readiness, measures, inbox, config };
        FloorTask::recover(parts, seed).await
    };
    let task = tokio::select! {
        recovered = recovered => recovered.map_err(CannotStart::Floor)?,
        () = signals.next() => {
            tracing::info!("the server was told to end before it was ready");
            return Ok(());
        }
    };
    let mut floor = tokio::spawn(task.run());
    administration::begin(&state, is_demo, offers_administrator).await;
    tracing::info!("listening on {address}");
    let mut stdout = io::stdout();
    // Whoever has closed standard output, or lets it fill a disk, does not wait for this.
    let _ = writeln!(stdout, "ready {url}").and_then(|()| stdout.flush());
    let systemd = Systemd::from_environment();
    systemd.ready();
    tokio::select! {
        () = signals.next() => {}
        ended = &mut floor => return Err(no_floor(ended)),
    }
    readiness.set(Readiness::Ending);
    systemd.stopping();
    tokio::select! {
        ended = end(&handle, servers, floor) => ended,
        () = signals.next() => {
            tracing::warn!("the server was told twice to end: it ends at once");
            // All that was told is durable. What has begun is not waited for.
            std::process::exit(1);
        }
    }
}

/// SIGTERM and SIGINT, from the moment they are caught.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn catch() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
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

/// What listens.
struct Servers {
    /// Of each at once.
    connections: usize,
    stop: watch::Sender<bool>,
    running: Vec<JoinHandle<()>>,
}

impl Servers {
    fn of(connections: usize) -> Self {
        Self { connections, stop: watch::Sender::default(), running: Vec::new() }
    }

    fn start(
        &mut self,
        listener: TcpListener,
        router: Router,
        certificates: Option<Arc<Certificates>>,
    ) {
        let stop = self.stop.subscribe();
        let server = http::serve(listener, router, certificates, self.connections, stop);
        self.running.push(tokio::spawn(server));
    }

    async fn end(self) {
        // Without receivers there is nothing left to stop.
        let _ = self.stop.send(true);
        for server in self.running {
            let _ = server.await;
        }
    }
}

async fn end(floor: &FloorHandle, servers: Servers, task: JoinHandle<()>) -> anyhow::Result<()> {
    tracing::info!("the server ends: parked polls are answered, connections are closed");
    floor.answer_polls().await;
    servers.end().await;
    floor.end().await;
    if let Err(error) = task.await {
        return Err(no_floor(Err(error)));
    }
    tracing::info!("the server has ended");
    Ok(())
}

/// The floor's task ended although it was not told to.
fn no_floor(ended: Result<(), JoinError>) -> anyhow::Error {
    match ended {
        Ok(()) => anyhow::anyhow!("the floor has stopped"),
        Err(error) => anyhow::Error::new(error).context("the floor has stopped"),
    }
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
    let configured = config.listen.cors_origins.iter().map(|origin| origin.0.clone());
    let origins = own.iter().cloned().chain(configured).collect();
    Rules { own_origin, public: config.listen.public_url().is_some(), own, origins }
}

fn pages_router() -> Router {
    async fn page(State(files): State<Arc<StaticFiles>>, request: Request) -> Response {
        files.answer_page(request.uri().path(), request.headers())
    }
    Router::new().fallback(page).with_state(Arc::new(StaticFiles::of_pages()))
}
