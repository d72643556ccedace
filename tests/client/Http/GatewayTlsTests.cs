using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Http;
using Moltbot.Policy.Configuration.Views;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Http;

public sealed class GatewayTlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("moltbot-tls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Only_tls_1_3_is_spoken_with_the_certificate_that_was_made()
    {
        GatewayTls tls = GatewayTls.Load(new GatewayTlsConfig { Enabled = true }, _folder, ["rig.example"], TimeProvider.System)!;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(tls.Options)));
        await using WebApplication app = builder.Build();
        await app.StartAsync();
        int port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

        (SslProtocols protocol, string fingerprint) = await Handshake(port, SslProtocols.Tls13);

        protocol.ShouldBe(SslProtocols.Tls13);
        fingerprint.ShouldBe(tls.Fingerprint);
        await Should.ThrowAsync<Exception>(() => Handshake(port, SslProtocols.Tls12));
    }

    [Fact]
    public void A_certificate_is_kept_until_it_is_nearly_over()
    {
        var time = new ManualTime();
        var settings = new GatewayTlsConfig { Enabled = true };
        string first = GatewayTls.Load(settings, _folder, [], time)!.Fingerprint;

        GatewayTls.Load(settings, _folder, [], time)!.Fingerprint.ShouldBe(first);
        time.Advance(TimeSpan.FromDays(370));
        GatewayTls.Load(settings, _folder, [], time)!.Fingerprint.ShouldNotBe(first);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder, "tls", "gateway.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Half_a_certificate_is_refused()
    {
        GatewayTls.Load(new GatewayTlsConfig(), _folder, [], TimeProvider.System).ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => GatewayTls.Load(new GatewayTlsConfig { Enabled = true, CertPath = "x" }, _folder, [], TimeProvider.System))
            .Message.ShouldContain("certPath and keyPath");
        Should.Throw<InvalidOperationException>(() => GatewayTls.Load(new GatewayTlsConfig { Enabled = true, AutoGenerate = false }, _folder, [], TimeProvider.System))
            .Message.ShouldContain("autoGenerate");
    }

    private static async Task<(SslProtocols Protocol, string Fingerprint)> Handshake(int port, SslProtocols offered)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = new SslStream(socket.GetStream(), false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = offered });
        return (stream.SslProtocol, stream.RemoteCertificate!.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256));
    }
}
