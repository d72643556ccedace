using System.Net;
using System.Net.Sockets;

namespace Moltbot.TestSupport.Network;

/// <summary>A name whose owner changes what it answers (S1): first an address that passes for public here, ever after one of the inside.</summary>
public sealed class ReboundName : IDisposable
{
    private const string Name = "rebound.example";
    private static readonly IPAddress Vetted = IPAddress.Parse("127.0.0.2"), Inner = IPAddress.Parse("127.0.0.3");
    private readonly TcpListener _vetted = new(Vetted, 0);
    private readonly TcpListener _inner;

    /// <summary>Listens at both.</summary>
    public ReboundName()
    {
        _vetted.Start();
        _inner = new TcpListener(Inner, Port);
        _inner.Start();
    }

    /// <summary>How often the name was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Whether anybody connected to the inside.</summary>
    public bool IsInnerReached => _inner.Pending();

    private int Port => ((IPEndPoint)_vetted.LocalEndpoint).Port;

    /// <summary>The name's addresses, as a resolver tells them.</summary>
    public Task<IPAddress[]> Resolve(string host, CancellationToken cancellation) => Task.FromResult<IPAddress[]>([++Asked == 1 ? Vetted : Inner]);

    /// <summary>What passes for public.</summary>
    public static bool IsPublic(string host, IReadOnlyList<IPAddress> addresses) => host == Name && addresses.All(static address => address.Equals(Vetted));

    /// <summary>A client that connects so.</summary>
    public static HttpMessageInvoker Client(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) =>
        new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = connect });

    /// <summary>Posts something to the name.</summary>
    public Task<HttpResponseMessage> Post(HttpMessageInvoker http, CancellationToken cancellation) =>
        http.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"http://{Name}:{Port}/") { Content = new StringContent("x") }, cancellation);

    /// <summary>Waits for the connection to the vetted address, and hangs up.</summary>
    public async Task HangUp(CancellationToken cancellation) => (await _vetted.AcceptSocketAsync(cancellation)).Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        _vetted.Dispose();
        _inner.Dispose();
    }
}
