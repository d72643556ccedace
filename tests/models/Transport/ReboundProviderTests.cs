using System.Net;
using System.Net.Sockets;
using Moltbot.Models.Transport;

namespace Moltbot.Models.Tests.Transport;

/// <summary>Names whose owner changes what they answer (S1).</summary>
public sealed class ReboundProviderTests : IDisposable
{
    private const string Name = "rebound.example";
    private static readonly IPAddress Vetted = IPAddress.Parse("127.0.0.2"), Inner = IPAddress.Parse("127.0.0.3");
    private readonly TcpListener _vetted = new(Vetted, 0);
    private readonly TcpListener _inner;
    private int _asked;

    public ReboundProviderTests()
    {
        _vetted.Start();
        _inner = new TcpListener(Inner, Port);
        _inner.Start();
    }

    private int Port => ((IPEndPoint)_vetted.LocalEndpoint).Port;

    public void Dispose()
    {
        _vetted.Dispose();
        _inner.Dispose();
    }

    [Fact]
    public async Task The_address_that_was_judged_is_the_one_connected_to()
    {
        using HttpMessageInvoker http = Client();
        Task<HttpResponseMessage> call = Get(http);
        using (Socket connection = await _vetted.AcceptSocketAsync(TestContext.Current.CancellationToken))
        {
            // The name was asked once, and what it would answer the next time reached nobody.
            _asked.ShouldBe(1);
        }

        await Should.ThrowAsync<HttpRequestException>(() => call);
        _inner.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Another_connection_is_judged_anew()
    {
        using HttpMessageInvoker http = Client();
        Task<HttpResponseMessage> first = Get(http);
        (await _vetted.AcceptSocketAsync(TestContext.Current.CancellationToken)).Dispose();
        await Should.ThrowAsync<HttpRequestException>(() => first);

        HttpRequestException refused = await Should.ThrowAsync<HttpRequestException>(() => Get(http));

        (refused.InnerException ?? refused).ShouldBeOfType<PrivateAddressException>();
        _asked.ShouldBe(2);
        _inner.Pending().ShouldBeFalse();
    }

    private Task<HttpResponseMessage> Get(HttpMessageInvoker http) =>
        http.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"http://{Name}:{Port}/") { Content = new StringContent("x") }, TestContext.Current.CancellationToken);

    /// <summary>The first answer is public, for the test's rule; every later one is not.</summary>
    private HttpMessageInvoker Client() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = new PublicConnect(
            (_, _) => Task.FromResult<IPAddress[]>([++_asked == 1 ? Vetted : Inner]),
            static (host, addresses) => host == Name && addresses.All(static address => address.Equals(Vetted))).ConnectAsync,
    });
}
