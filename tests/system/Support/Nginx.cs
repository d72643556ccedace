using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Support;

/// <summary>A real reverse proxy before a gateway, set up as its documentation says for WebSockets.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string StreamModule = "/usr/lib/nginx/modules/ngx_stream_module.so";
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"];
    private readonly RunningProgram _program;
    private readonly string _folder;

    private Nginx(RunningProgram program, string folder, string port)
    {
        _program = program;
        _folder = folder;
        Url = new Uri($"ws://127.0.0.1:{port}");
    }

    public static string? SkipReason { get; } = Places.Any(File.Exists) ? null : "nginx is not installed (Debian: apt-get install nginx-light)";

    /// <summary>Why it cannot pass connections on as they are; null when it can.</summary>
    public static string? StreamSkipReason { get; } = SkipReason ?? (File.Exists(StreamModule) ? null : "nginx passes no streams on (Debian: apt-get install libnginx-mod-stream)");

    public Uri Url { get; }

    /// <param name="gateway">What it stands before.</param>
    /// <param name="headers">What it says of the client, in its own language; it appends to <c>X-Forwarded-For</c> when left out.</param>
    public static Task<Nginx> Start(Uri gateway, string headers = "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;") => Run((folder, port) => $$"""
            http {
              access_log off;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  proxy_pass http://127.0.0.1:{{gateway.Port}};
                  proxy_http_version 1.1;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection "upgrade";
                  proxy_set_header Host $http_host;
                  {{headers}}
                }
              }
            }
            """);

    /// <summary>Passes connections on as they are, with or without the PROXY protocol before them.</summary>
    /// <param name="gateway">What it stands before.</param>
    /// <param name="isNamingClients">Whether it says by that protocol who its client is.</param>
    public static Task<Nginx> StartStream(Uri gateway, bool isNamingClients) => Run(
        (_, port) => $$"""
            stream {
              server {
                listen 127.0.0.1:{{port}};
                proxy_pass 127.0.0.1:{{gateway.Port}};
                proxy_protocol {{(isNamingClients ? "on" : "off")}};
              }
            }
            """,
        $"load_module {StreamModule};");

    private static async Task<Nginx> Run(Func<string, string, string> parts, string modules = "")
    {
        string folder = Directory.CreateTempSubdirectory("moltbot-nginx-").FullName;
        string port = Ports.Free();
        string configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            {{modules}}
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log stderr;
            events { worker_connections 256; }
            {{parts(folder, port)}}
            """);
        RunningProgram program = RunningProgram.Start(Places.First(File.Exists), ["-c", configuration, "-p", folder], new Dictionary<string, string>(StringComparer.Ordinal));
        try
        {
            await Waits.Until(
                async () => program.HasExited || await IsListening(int.Parse(port, CultureInfo.InvariantCulture)), "nginx to listen");
            return program.HasExited
                ? throw new InvalidOperationException($"nginx did not start:\n{program.Output.Text}")
                : new Nginx(program, folder, port);
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> IsListening(int port)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
