using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Web;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Web;

/// <summary>Who answers under https is whom the address names.</summary>
public sealed class WebCertificateTests
{
    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=site.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("site.example");
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset day = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(day.AddDays(-1), day.AddDays(1));

        (await Ask(certificate)).ShouldBe("its host shows no certificate that is valid for it");
    }

    private static async Task<string> Ask(X509Certificate2 certificate)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Serve(listener, certificate);
        var web = new WebFetcher(new PublicConnect(static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), static (_, _) => true));
        try
        {
            var address = new Uri($"https://site.example:{((IPEndPoint)listener.LocalEndpoint).Port}/");
            return (await web.Get(WebContent.Page, address, new ToolFetchLimits { MaxRedirects = 0, UserAgent = "x" }, TestContext.Current.CancellationToken).InTime()).MediaType;
        }
        catch (WebFailure failure)
        {
            failure.IsAsked.ShouldBeFalse();
            return failure.Message;
        }
        finally
        {
            await serving.InTime();
        }
    }

    private static async Task Serve(TcpListener listener, X509Certificate2 certificate)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await using var secure = new SslStream(client.GetStream());
        try
        {
            await secure.AuthenticateAsServerAsync(certificate);
            await secure.ReadExactlyAsync(new byte[16]);
            await secure.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx"u8.ToArray());
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException)
        {
            // Who does not believe the certificate goes.
        }
    }
}
