using System.Net;
using System.Net.Sockets;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Telegram;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.TestSupport.Network;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Api;

/// <summary>An account that is not the operator's does not reach the operator's networks, whatever its addresses are called (S1, S2).</summary>
public sealed class GuardedHandlerTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Another_tenants_account_connects_to_no_private_address(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using SocketsHttpHandler handler = new ChannelPlatformOptions().CreateHandler("acme");
        using var api = Api(handler, $"http://{host}:{port}");

        var answer = await api.GetMe(TestContext.Current.CancellationToken);

        answer.Error!.Description.ShouldBe("the address is not public; private addresses are the operator's alone");
        listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task The_operators_account_connects_wherever_the_operator_says()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using SocketsHttpHandler handler = new ChannelPlatformOptions().CreateHandler("default");
        using var api = Api(handler, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        using var given = new CancellationTokenSource();

        Task call = api.GetMe(given.Token);
        using Socket connection = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await given.CancelAsync();

        connection.Connected.ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public void Variables_of_the_process_name_no_proxy_for_another_tenant()
    {
        using SocketsHttpHandler handler = new ChannelPlatformOptions().CreateHandler("acme");

        handler.UseProxy.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_certificate_names_is_not_asked_by_another_tenants_account()
    {
        using var server = new UnsentIssuer();
        using SocketsHttpHandler handler = new ChannelPlatformOptions().CreateHandler("acme");
        handler.ConnectCallback = null;
        using var api = Api(handler, server.Address.AbsoluteUri.TrimEnd('/'));
        Task showing = server.Show(TestContext.Current.CancellationToken);

        (await api.GetMe(TestContext.Current.CancellationToken).InTime()).Error.ShouldNotBeNull();

        await showing.InTime();
        server.IsInnerReached.ShouldBeFalse();
    }

    private static TelegramApi Api(SocketsHttpHandler handler, string root) => new(
        new TelegramApiOptions { Token = TelegramApiFixture.Token, ApiRoot = new Uri(root) },
        handler,
        TimeProvider.System);
}
