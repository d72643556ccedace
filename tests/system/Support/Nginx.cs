using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Support;

/// <summary>A real reverse proxy before a gateway, set up as its documentation says for WebSockets.</summary>
internal sealed class Nginx : IAsyncDisposable
{
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

    public Uri Url { get; }

    /// <param name="gateway">What it stands before.</param>
    /// <param name="headers">What it says of the client, in its own language; it appends to <c>X-Forwarded-For</c> when left out.</param>
    public static async Task<Nginx> Start(Uri gateway, string headers = "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;")
    {
        string folder = Directory.CreateTempSubdirectory("moltbot-nginx-").FullName;
        string port = Ports.Free();
        string configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log stderr;
            events { worker_connections 256; }
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
