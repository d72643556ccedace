using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Moltbot.Runner.Tests.Support;

/// <summary>An HTTP server on loopback that answers, byte for byte, what a test says; one request a connection.</summary>
internal sealed class WebSite : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<string, Func<NetworkStream, CancellationToken, Task>> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _heads = new();
    private readonly Task _serving;

    public WebSite()
    {
        _listener.Start();
        _serving = Serve();
    }

    /// <summary>The requests, each with its headers.</summary>
    public IReadOnlyList<string> Heads => [.. _heads];

    public string At(string path, string host = "site.example") => $"http://{host}:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}";

    public void Page(string path, Func<NetworkStream, CancellationToken, Task> answer) => _pages[path] = answer;

    public void Page(string path, byte[] body, string type = "text/html; charset=utf-8", string status = "200 OK", string more = "") => Page(
        path,
        async (stream, stop) =>
        {
            await stream.WriteAsync(Head(status, $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n{more}"), stop);
            await stream.WriteAsync(body, stop);
        });

    public void Page(string path, string body, string type = "text/html; charset=utf-8", string status = "200 OK", string more = "") =>
        Page(path, Encoding.UTF8.GetBytes(body), type, status, more);

    public void Redirect(string path, string location, string more = "", string status = "302 Found") =>
        Page(path, (stream, stop) => stream.WriteAsync(Head(status, $"Location: {location}\r\nContent-Length: 0\r\n{more}"), stop).AsTask());

    public static byte[] Head(string status, string headers) => Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\n{headers}Connection: close\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _serving;
        _closing.Dispose();
    }

    private async Task Serve()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                answers.Add(Answer(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                var head = new StringBuilder();
                var buffer = new byte[4096];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _closing.Token) is > 0 and int read)
                {
                    head.Append(Encoding.Latin1.GetString(buffer, 0, read));
                }

                _heads.Enqueue(head.ToString());
                await (_pages.GetValueOrDefault(head.ToString().Split(' ')[1])?.Invoke(stream, _closing.Token)
                    ?? stream.WriteAsync(Head("404 Not Found", "Content-Length: 0\r\n"), _closing.Token).AsTask());
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // Who has enough of an answer hangs up.
            }
        }
    }
}
