//! A static server for the built page: loopback only, strict policy, compressed beforehand, and
//! cached where the address names the content.

use crate::process::{Failure, Result};
use crate::site;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The port that is tried first when none is asked for.
const USUAL_PORT: u16 = 8080;

/// The longest request head that is read.
const LONGEST_HEAD: u64 = 16 * 1024;

/// What the page may do: its own scripts, its own files, no other host.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; worker-src 'self'; connect-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// A page about to be served.
pub(crate) struct Server {
    listener: TcpListener,
    folder: PathBuf,
    address: String,
}

impl Server {
    /// Takes the port asked for, or else the usual one, or else any that is free.
    pub(crate) fn bind(folder: PathBuf, port: Option<u16>) -> Result<Self> {
        let listener = match port {
            Some(port) => listen(port),
            None => listen(USUAL_PORT).or_else(|_| listen(0)),
        };
        let bound = listener.and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (address, listener) = bound.map_err(|error| {
            let port = port.unwrap_or(USUAL_PORT);
            Failure::new(format!(
                "port {port} cannot be used ({error}): choose another by --port"
            ))
        })?;
        Ok(Self {
            listener,
            folder,
            address: format!("http://{address}/"),
        })
    }

    /// A server on any free port, answering in the background as long as the program runs.
    pub(crate) fn background(folder: PathBuf) -> Result<String> {
        let server = Self::bind(folder, Some(0))?;
        let address = server.address().to_owned();
        thread::spawn(move || server.run());
        Ok(address)
    }

    /// Where the page is.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Answers requests for ever.
    pub(crate) fn run(&self) {
        for stream in self.listener.incoming().flatten() {
            let folder = self.folder.clone();
            // A visitor who goes away in the middle is no concern of the server.
            thread::spawn(move || answer(&stream, &folder).ok());
        }
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

/// Reads one request and writes one response.
fn answer(stream: &TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let Some(Asked { line, accepts }) = request(stream)? else {
        return Ok(());
    };
    let mut words = line.split(' ');
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    if !matches!(method, "GET" | "HEAD") {
        return refuse(stream, "405 Method Not Allowed");
    }
    let Some(file) = site::resolve(folder, target) else {
        return refuse(stream, "404 Not Found");
    };
    send(stream, &file, &accepts, method == "GET")
}

/// What is taken from the head of a request.
struct Asked {
    line: String,
    /// The codings that the answer may come in.
    accepts: String,
}

/// Reads the head of a request to its end.
fn request(stream: &TcpStream) -> io::Result<Option<Asked>> {
    let mut lines = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let Some(line) = lines.next().transpose()? else {
        return Ok(None);
    };
    let mut accepts = String::new();
    for header in lines {
        let header = header?.to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(codings) = header.strip_prefix("accept-encoding:") {
            codings.trim().clone_into(&mut accepts);
        }
    }
    Ok(Some(Asked { line, accepts }))
}

fn send(mut stream: &TcpStream, path: &Path, accepts: &str, with_body: bool) -> io::Result<()> {
    let (packed, coding) = site::packed(path, accepts);
    let mut file = File::open(packed)?;
    let length = file.metadata()?.len();
    let lasts = if site::is_named_by_content(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let extra = format!("{coding}Cache-Control: {lasts}\r\nVary: Accept-Encoding\r\n");
    stream.write_all(head("200 OK", site::media_type(path), length, &extra).as_bytes())?;
    if with_body {
        io::copy(&mut file, &mut stream)?;
    }
    Ok(())
}

fn refuse(mut stream: &TcpStream, status: &str) -> io::Result<()> {
    let length = status.len() as u64;
    let head = head(status, "text/plain; charset=utf-8", length, "");
    stream.write_all((head + status).as_bytes())
}

fn head(status: &str, media_type: &str, length: u64, extra: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\n\
         Content-Type: {media_type}\r\n\
         Content-Length: {length}\r\n\
         Content-Security-Policy: {POLICY}\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\n\
         {extra}\
         Connection: close\r\n\r\n"
    )
}

#[cfg(test)]
mod tests {
    use super::Server;
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    fn ask(address: &str, request: &str) -> String {
        let host = address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn answers_with_the_policy_and_only_what_is_there() {
        let folder = std::env::temp_dir().join(format!("xtask-server-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<p>页面").unwrap();
        fs::write(folder.join("index.html.br"), "packed").unwrap();
        let address = Server::background(folder).unwrap();
        let table = [
            ("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK", "<p>页面"),
            ("HEAD / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK", "\r\n\r\n"),
            (
                "GET / HTTP/1.1\r\nAccept-Encoding: gzip, br\r\n\r\n",
                "HTTP/1.1 200 OK",
                "\r\n\r\npacked",
            ),
            (
                "GET /other HTTP/1.1\r\n\r\n",
                "HTTP/1.1 404",
                "404 Not Found",
            ),
            (
                "POST / HTTP/1.1\r\n\r\n",
                "HTTP/1.1 405",
                "405 Method Not Allowed",
            ),
        ];
        for (request, start, end) in table {
            let answer = ask(&address, request);
            assert!(
                answer.starts_with(start) && answer.ends_with(end),
                "{answer}"
            );
            assert!(
                answer.contains("Content-Security-Policy: default-src 'none';"),
                "{answer}"
            );
        }
    }

    #[test]
    fn a_port_in_use_is_said_plainly() {
        let first = Server::bind(".".into(), Some(0)).unwrap();
        let port = first.listener.local_addr().unwrap().port();
        let sentence = Server::bind(".".into(), Some(port))
            .err()
            .unwrap()
            .to_string();
        assert!(sentence.contains("choose another by --port"), "{sentence}");
    }
}
