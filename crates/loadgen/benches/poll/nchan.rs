//! nginx with nchan: one worker, all in memory, long polls.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

const MODULE: &str = "/usr/lib/nginx/modules/ngx_nchan_module.so";

/// How nginx is started on a folder, and where it will listen.
pub(crate) fn command(folder: &Path) -> (Command, SocketAddr) {
    assert!(
        Path::new(MODULE).exists(),
        "nginx with nchan is needed: `apt-get install nginx-light libnginx-mod-nchan`"
    );
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let at = folder.display();
    // A head with an agent's token has about 900 bytes: nginx takes it in one piece.
    let text = format!(
        "load_module {MODULE};
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid {at}/pid;
error_log {at}/error.log warn;
events {{ worker_connections 19000; }}
http {{
  access_log off;
  client_body_temp_path {at};
  proxy_temp_path {at};
  fastcgi_temp_path {at};
  uwsgi_temp_path {at};
  scgi_temp_path {at};
  keepalive_timeout 300;
  keepalive_requests 1000000;
  client_header_buffer_size 2k;
  nchan_shared_memory_size 256M;
  server {{
    listen {address} backlog=4096;
    location /poll {{
      nchan_subscriber longpoll;
      nchan_channel_id $arg_id;
      nchan_subscriber_first_message oldest;
      nchan_subscriber_timeout 60;
    }}
    location /publish {{
      nchan_publisher;
      nchan_channel_id $arg_id;
      nchan_message_buffer_length 20;
      nchan_message_timeout 5m;
    }}
  }}
}}
"
    );
    let config = folder.join("nginx.conf");
    fs::write(&config, text).unwrap();
    let mut command = Command::new("nginx");
    command.arg("-p").arg(folder).arg("-c").arg(&config).arg("-e").arg(folder.join("error.log"));
    (command, address)
}

/// Waits until it answers, and gives its worker's process.
pub(crate) fn once_it_serves(address: SocketAddr, worker: impl Fn() -> Option<u32>) -> u32 {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(10) {
        if let (Ok(mut stream), Some(worker)) = (TcpStream::connect(address), worker()) {
            stream.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            return worker;
        }
        std::thread::park_timeout(Duration::from_millis(10));
    }
    panic!("nginx does not answer");
}
