using System.Security.Cryptography;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Connection;

public sealed class TlsTests
{
    [Fact]
    public async Task ACertificateOfItsOwnMakingNeedsItsFingerprint()
    {
        using var machine = new Machine();
        using var certificate = SelfSigned.Certificate();
        var fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        await using var gateway = await FakeGateway.StartAsync(certificate);
        machine.With(gateway.On("last-heartbeat", "null"));

        var stranger = (await machine.RunAsync("gateway call last-heartbeat")).Expect(ExitCodes.Unreachable);
        stranger.Error.ShouldContain("shows a certificate that this machine does not trust");
        stranger.Error.ShouldContain("--tls-fingerprint");

        (await machine.RunAsync($"gateway call last-heartbeat --tls-fingerprint {fingerprint}")).Expect(0);
        var colons = string.Join(':', fingerprint.Chunk(2).Select(static pair => new string(pair)));
        (await machine.RunAsync($"gateway call last-heartbeat --tls-fingerprint {colons}")).Expect(0);

        var other = (await machine.RunAsync($"gateway call last-heartbeat --tls-fingerprint {new string('0', 64)}")).Expect(ExitCodes.Unreachable);
        other.Error.ShouldContain("another certificate than the one expected");
        gateway.Connects.Count.ShouldBe(2);
        (await machine.RunAsync("health --tls-fingerprint abc")).Expect(ExitCodes.Usage);
    }

    [Fact]
    public async Task TheCertificateOfTheOwnConfigurationIsTrusted()
    {
        using var machine = new Machine();
        using var certificate = SelfSigned.Certificate();
        await using var gateway = await FakeGateway.StartAsync(certificate);
        var path = machine.Write("cert.pem", certificate.ExportCertificatePem());
        machine.Write("moltbot.json", $$$"""{gateway: {tls: {enabled: true, certPath: "{{{path}}}"} } }""");
        (await machine.With(gateway.On("last-heartbeat", "null")).RunAsync("gateway call last-heartbeat")).Expect(0);
    }
}
